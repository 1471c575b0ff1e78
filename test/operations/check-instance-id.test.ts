import { InvalidParameterError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { checkInstanceId } from '../../src/operations/check-instance-id.js';

const check = (id: unknown) => () => {
  checkInstanceId(id, 'startInstance', 'worker');
};

describe('checkInstanceId', () => {
  it.each(['i-0123456789abcdef0', 'i-1a2b3c4d'])('accepts %s', (id) => {
    expect(check(id)).not.toThrow();
  });

  it.each([
    ['', '""'],
    ['worker-1', '"worker-1"'],
    ['i-', '"i-"'],
    ['i-0123456789ABCDEF0', '"i-0123456789ABCDEF0"'],
    ['i-0123456789abcdef', '"i-0123456789abcdef"'],
    ['i-0123456789abcdef01', '"i-0123456789abcdef01"'],
    [' i-1a2b3c4d', '" i-1a2b3c4d"'],
    ['i-1a2b3c4d\n', '"i-1a2b3c4d\n"'],
    ['i-*', '"i-*"'],
    ['x'.repeat(100), `"${'x'.repeat(60)}…"`],
    [null, 'null'],
    [undefined, 'undefined'],
    [7, '7'],
    [['i-1a2b3c4d'], 'a list'],
    [{}, 'object'],
  ])('refuses %j', (id, received) => {
    expect(check(id)).toThrow(InvalidParameterError);
    expect(check(id)).toThrow(expect.objectContaining({ parameter: 'worker', received }));
  });
});
