import { Ec2WorkerClient, InvalidParameterError } from 'ec2-worker-client';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
import fc from 'fast-check';
import { type FuzzTarget, tryInputs } from './fuzz-target.js';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom(
    '',
    'aws:x',
    'AWS:x',
    'aws',
    'Name',
    '__proto__',
    'a'.repeat(128),
    '😀'.repeat(128),
    '\r\n',
    '\u0000',
  ),
);

const tags = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(fc.tuple(text, text), { maxLength: 60 })
      .map((entries) => Object.fromEntries(entries)),
  },
  { weight: 1, arbitrary: fc.anything() },
);

export const tagTargets: readonly FuzzTarget[] = [
  {
    name: 'tags, by `addTags`, `getTags` and `removeTags`',
    promise: 'the same tags read back, or an `InvalidParameterError` and nothing sent',
    fewRuns: 200,
    manyRuns: 5_000,
    run: roundTrips,
  },
];

async function roundTrips(numRuns: number, seed: number): Promise<void> {
  const clock = new ManualClock({ autoAdvance: true });
  const aws = new SimulatedAws({ clock, maxClockSkewMs: Number.POSITIVE_INFINITY });
  const { requestHandler, credentials } = aws;
  await using client = new Ec2WorkerClient({
    region: 'us-east-1',
    requestHandler,
    credentials,
    clock,
    budget: false,
  });
  const { instanceId } = await client.createInstance({
    name: 'worker',
    amiId: 'ami-0123456789abcdef0',
    amiName: 'CML',
    instanceType: 'c5.metal',
  });
  await tryInputs(
    tags,
    async (given) => {
      aws.clearRequests();
      const wanted = given as Readonly<Record<string, string>>;
      try {
        await client.addTags(instanceId, wanted);
      } catch (error) {
        if (!InvalidParameterError.isInstance(error) || aws.requests.length > 0) throw error;
        return;
      }
      const found = await client.getTags(instanceId);
      const keys = Object.keys(wanted);
      for (const key of keys) {
        // Two keys that the SDK reads as the same cannot be told apart.
        const readAlike = keys.filter((other) => asTheSdkReads(other) === asTheSdkReads(key));
        const value = asTheSdkReads(wanted[key] ?? '');
        if (readAlike.length === 1 && found[asTheSdkReads(key)] !== value) {
          throw new Error(`${JSON.stringify(key)} is ${JSON.stringify(found[key])}.`);
        }
      }
      await client.removeTags(instanceId, keys);
    },
    numRuns,
    seed,
  );
}

/** The SDK takes text that is but white space with a line feed in it for the layout of the XML. */
function asTheSdkReads(value: string): string {
  return value.trim() === '' && value.includes('\n') ? '' : value;
}
