import { Ec2WorkerError, InstanceNotFoundError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { answerFor } from '../../src/operations/answer-for.js';

const CALL = { operation: 'stopInstance', instanceId: 'i-1' };

describe('answerFor', () => {
  it('gives the value of the instance that the call is about', () => {
    const answers = new Map([
      ['i-1', { value: 'one' }],
      ['i-2', { value: 'two' }],
    ]);

    expect(answerFor(answers, CALL)).toBe('one');
  });

  it('throws the error of that instance', () => {
    const error = new InstanceNotFoundError({ message: 'no such instance' });

    expect(() => answerFor(new Map([['i-1', { error }]]), CALL)).toThrow(error);
  });

  it('throws when there is no answer for it at all', () => {
    expect(() => answerFor(new Map(), CALL)).toThrow(Ec2WorkerError);
    expect(() => answerFor(new Map(), CALL)).toThrow(/stopInstance i-1 failed/);
  });
});
