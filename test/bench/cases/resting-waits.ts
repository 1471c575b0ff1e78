import { RequestBudget } from 'ec2-worker-client';
import { Contenders } from '../contenders.js';
import { measure, pause, retainedMegabytes } from '../measure.js';
import { atMost, megabytes, percent, type Row } from '../row.js';

const WAITS = 10_000;
const START_MS = 20_000;
const REST_MS = 45_000;

/** The refill of EC2's bucket for reads, in requests a second. */
const REFILL_PER_SECOND = 20;

/** Ten thousand waits in which nothing happens: what they cost while they last. */
export async function restingWaits(): Promise<Row[]> {
  const subject = `${WAITS} waits at rest`;
  await using contenders = await Contenders.meet(
    { latencyMs: 20, instances: WAITS, initializingMs: 86_400_000, limits: { requests: 'documented' } },
    { budget: new RequestBudget() },
  );
  const { client, ids } = contenders;
  await warmUp(contenders);
  const before = await retainedMegabytes();
  const ending = new AbortController();
  const outcomes = Promise.allSettled(
    ids.map((id) => client.waitUntilHealthy(id, { maxWaitTime: 3_600, abortSignal: ending.signal })),
  );
  await pause(START_MS);
  await contenders.takeRequests();
  const effort = await measure(() => pause(REST_MS));
  const requests = await contenders.takeRequests();
  const heap = (await retainedMegabytes()) - before;
  ending.abort();
  const failed = (await outcomes).filter(
    (outcome) => outcome.status === 'fulfilled' || (outcome.reason as { kind?: string }).kind !== 'aborted',
  );
  const share = requests / (REST_MS / 1_000) / REFILL_PER_SECOND;
  return [
    atMost(subject, 'share of the 100/20 bucket', share, 0.5, percent),
    atMost(subject, 'CPU, of one core', effort.cpuMs / effort.wallMs, 0.08, percent),
    atMost(subject, 'heap', heap, 25, megabytes),
    atMost(subject, 'waits that ended otherwise than by the abort', failed.length, 0, String),
  ];
}

/** What is compiled and cached with the first waits is no part of what each of them costs. */
async function warmUp({ client, ids }: Contenders): Promise<void> {
  const ending = new AbortController();
  const waits = ids.slice(0, 200).map((id) => client.waitUntilHealthy(id, { abortSignal: ending.signal }));
  const outcomes = Promise.allSettled(waits);
  await pause(8_000);
  ending.abort();
  await outcomes;
}
