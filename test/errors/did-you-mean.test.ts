import { describe, expect, it } from 'vitest';
import { closestName, didYouMean, editDistance } from '../../src/errors/did-you-mean.js';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['port', '', 4],
    ['', 'port', 4],
    ['port', 'port', 0],
    ['port', 'sport', 1],
    ['port', 'pot', 1],
    ['port', 'part', 1],
    ['port', 'prot', 1],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
  ])('counts from %j to %j %i changes', (one, other, count) => {
    expect(editDistance(one, other)).toBe(count);
    expect(editDistance(other, one)).toBe(count);
  });
});

describe('didYouMean', () => {
  const known = ['httpsPort', 'apiPort', 'license'];

  it.each([
    ['htpsPort', 'httpsPort'],
    ['HTTPSPORT', 'httpsPort'],
    ['licence', 'license'],
    ['apiPrt', 'apiPort'],
  ])('takes %s for %s', (name, meant) => {
    expect(closestName(name, known)).toBe(meant);
    expect(didYouMean(name, known)).toBe(` Did you mean "${meant}"?`);
  });

  it.each(['colour', 'x', ''])('makes nothing of %j', (name) => {
    expect(didYouMean(name, known)).toBe('');
  });
});
