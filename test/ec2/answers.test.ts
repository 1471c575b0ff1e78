import { InstanceNotFoundError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { answerDone, answerEach } from '../../src/ec2/answers.js';

const LOOK_UP = { operation: 'getInstanceDetails', region: 'us-east-1' };

describe('answerEach', () => {
  it('answers every id that was asked for, whatever the order of the rows', () => {
    const one = { instanceId: 'i-1' };
    const two = { instanceId: 'i-2' };

    const answers = answerEach(['i-1', 'i-2'], [two, undefined, one, { instanceId: 'i-9' }], LOOK_UP);

    expect([...answers]).toEqual([
      ['i-1', { value: one }],
      ['i-2', { value: two }],
    ]);
  });

  it('answers an id without a row by an error of its own', () => {
    const answers = answerEach(['i-1', 'i-2'], [{ instanceId: 'i-1' }], LOOK_UP);

    const outcome = answers.get('i-2');
    expect(answers.get('i-1')).toEqual({ value: { instanceId: 'i-1' } });
    expect(outcome).toEqual({ error: expect.any(InstanceNotFoundError) });
    expect(outcome).toMatchObject({ error: { instanceIds: ['i-2'], region: 'us-east-1' } });
  });
});

describe('answerDone', () => {
  it('answers every id with nothing', () => {
    expect([...answerDone(['i-1', 'i-2'])]).toEqual([
      ['i-1', { value: undefined }],
      ['i-2', { value: undefined }],
    ]);
  });
});
