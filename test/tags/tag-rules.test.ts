import { InvalidParameterError, type Tags } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { checkTagKeys, checkTags } from '../../src/tags/tag-rules.js';

/** What a check refuses, or `undefined`. */
function refusal(check: () => void): InvalidParameterError | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof InvalidParameterError) return error;
    throw error;
  }
}

const refusalOf = (tags: unknown) => refusal(() => checkTags(tags as Tags, 'addTags'));
const refusalOfKeys = (keys: unknown) => refusal(() => checkTagKeys(keys as string[], 'removeTags'));
const numbered = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, '']));

describe('checkTags', () => {
  it.each([
    ['one tag', { AssignedLab: 'lab-1' }],
    ['an empty value', { Maintenance: '' }],
    ['as many as an instance holds', numbered(50)],
    ['the longest key', { ['k'.repeat(128)]: 'value' }],
    ['the longest value', { key: 'v'.repeat(256) }],
    ['a key of 128 characters that are two UTF-16 units each', { ['😀'.repeat(128)]: 'value' }],
    ['a value of 256 characters that are two UTF-16 units each', { key: '😀'.repeat(256) }],
    ['keys that only look reserved', { aws: '1', 'awsome:key': '2', 'my-aws:key': '3' }],
    ['a key that JavaScript uses itself', Object.fromEntries([['__proto__', 'value']])],
    ['an object without a prototype', Object.assign(Object.create(null), { key: 'value' })],
  ])('accepts %s', (_, tags) => {
    expect(refusalOf(tags)).toBeUndefined();
  });

  it.each([
    ['null', null, /addTags: tags must be an object of tag keys and values, got null/],
    ['a list', [{ Key: 'a', Value: 'b' }], /got a list/],
    ['text', 'a=b', /got string/],
    ['nothing', undefined, /got undefined/],
    ['no tags', {}, /tags must be at least one tag, got none/],
    ['one too many', numbered(51), /at most 50 tags, got 51/],
    ['an empty key', { '': 'value' }, /tag keys that are text, not empty/],
    ['a key that is too long', { ['k'.repeat(129)]: '' }, /at most 128 characters, got .*129 characters/],
    ['a reserved key', { 'aws:cost': '1' }, /do not begin with "aws:".*got "aws:cost"/],
    ['a reserved key in capitals', { 'AWS:Cost': '1' }, /do not begin with "aws:"/],
    [
      'a value that is too long',
      { key: 'v'.repeat(257) },
      /tags\.key must be at most 256 characters, got 257/,
    ],
    ['a number as value', { port: 443 }, /tags\.port must be text, got number/],
    ['null as value', { port: null }, /tags\.port must be text, got null/],
    ['a list as value', { labs: ['a'] }, /tags\.labs must be text, got a list/],
  ])('refuses %s', (_, tags, message) => {
    const error = refusalOf(tags);

    expect(error?.message).toMatch(message);
    expect(error).toMatchObject({ kind: 'invalid-parameter', operation: 'addTags' });
  });

  it('keeps values out of its messages: they may be secrets', () => {
    const secret = 'hunter2'.repeat(40);

    expect(refusalOf({ key: secret })?.message).not.toContain('hunter2');
  });

  it('keeps a key that is much too long out of its message but for the beginning', () => {
    expect(refusalOf({ ['k'.repeat(5_000)]: '' })?.message.length).toBeLessThan(200);
  });

  it('names the parameter that the caller knows the tags by', () => {
    const error = refusal(() => {
      checkTags({}, 'createInstances', 'defaultTags');
    });

    expect(error).toMatchObject({ parameter: 'defaultTags', operation: 'createInstances' });
  });
});

describe('checkTagKeys', () => {
  it('accepts keys, repeated ones too', () => {
    expect(refusalOfKeys(['AssignedLab', 'Student', 'Student'])).toBeUndefined();
  });

  it('refuses an empty list, which EC2 reads as every tag', () => {
    expect(refusalOfKeys([])?.message).toMatch(/would mean every tag.*got an empty list/);
  });

  it.each([
    ['null', null, /got null/],
    ['text, whose characters would be keys', 'AssignedLab', /got string/],
    ['an object', { AssignedLab: true }, /got object/],
    ['an empty key', ['AssignedLab', ''], /not empty, got ""/],
    ['a number', [1], /got number/],
    ['a reserved key', ['aws:cost'], /got "aws:cost"/],
    ['a key that is too long', ['k'.repeat(129)], /at most 128 characters/],
  ])('refuses %s', (_, keys, message) => {
    expect(refusalOfKeys(keys)?.message).toMatch(message);
  });
});
