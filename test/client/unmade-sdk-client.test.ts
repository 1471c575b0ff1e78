import { Ec2WorkerClient } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';

const IDS = Array.from({ length: 90 }, (_, index) => `i-0123456789abcde${String(index).padStart(2, '0')}`);

const CAUSES: readonly (readonly [string, () => Error])[] = [
  ['fails', () => new Error('No such profile')],
  [
    'cannot reach what it needs',
    () => Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' }),
  ],
];

/** A client whose SDK client cannot be made, and how often that was tried. */
function unmade(cause: () => Error): { client: Ec2WorkerClient; tries: () => number } {
  let tries = 0;
  const ec2 = () => {
    tries += 1;
    throw cause();
  };
  return { client: new Ec2WorkerClient({ region: 'us-east-1', ec2 }), tries: () => tries };
}

describe.each(CAUSES)('an SDK client whose making %s', (_, cause) => {
  it.each(['getInstanceDetails', 'stopInstance'] as const)('fails %s for each caller', async (method) => {
    const { client, tries } = unmade(cause);

    const outcomes = await Promise.allSettled(IDS.map((id) => client[method](id)));

    expect(outcomes).toMatchObject(
      IDS.map((id) => ({
        status: 'rejected',
        reason: { operation: method, instanceIds: [id], message: expect.stringContaining(cause().message) },
      })),
    );
    // Nothing tells that one instance is at fault, so nobody looks for it by making requests ever smaller.
    expect(tries()).toBe(1);
  });
});
