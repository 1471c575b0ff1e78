import { describe, expect, it } from 'vitest';
import { SharedTexts } from '../../../src/ec2/responses/shared-texts.js';

describe('shared texts', () => {
  it('give back what was put in', () => {
    const texts = new SharedTexts();

    expect(['a', 'b', 'a', ''].map((text) => texts.share(text))).toEqual(['a', 'b', 'a', '']);
  });

  it('go on being right however many there are', () => {
    const texts = new SharedTexts();

    for (let index = 0; index < 5_000; index += 1) expect(texts.share(`text ${index}`)).toBe(`text ${index}`);
  });
});
