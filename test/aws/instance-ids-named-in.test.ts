import { describe, expect, it } from 'vitest';
import { instanceIdsNamedIn } from '../../src/aws/instance-ids-named-in.js';

describe('instanceIdsNamedIn', () => {
  it.each([
    ["The instance ID 'i-0123456789abcdef0' does not exist", ['i-0123456789abcdef0']],
    ["The instance IDs 'i-0aaaaaaa, i-0bbbbbbb' do not exist", ['i-0aaaaaaa', 'i-0bbbbbbb']],
    ['i-0aaaaaaa and again i-0aaaaaaa', ['i-0aaaaaaa']],
    ['Invalid id: "worker-1" (expecting "i-...")', ['worker-1']],
    ['Invalid id: "i-123" (expecting "i-...")', ['i-123']],
    ['The image ami-0123 and vpc-i-0 do not exist', []],
    ['', []],
  ])('finds in %j: %j', (message, expected) => {
    expect(instanceIdsNamedIn(message)).toEqual(expected);
  });
});
