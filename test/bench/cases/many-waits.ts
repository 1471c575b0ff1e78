import { waitUntilInstanceStatusOk } from '@aws-sdk/client-ec2';
import { mean } from '../measure.js';
import { ReadyingCrowd, type Waited } from '../readying-crowd.js';
import { atMost, count, forComparison, type Row, seconds } from '../row.js';
import { useSimulatedTime } from '../simulated-time.js';

const MANY = 1_000;
const FEW = 10;
const ROUNDS_OF_FEW = 20;

/** The workers that are healthy over time: in truth, as this package tells it, and as the SDK's waiters do. */
export interface Timelines {
  readonly ready: readonly number[];
  readonly ours: readonly number[];
  readonly sdk: readonly number[];
}

/** Waits for workers that become healthy at random times, against the AWS SDK's own waiters. */
export async function manyWaits(): Promise<{ readonly rows: Row[]; readonly timelines: Timelines }> {
  const own = await waitForCrowd(MANY, ours);
  const raw = await waitForCrowd(MANY, sdk);
  const few = { own: [] as Waited[], raw: [] as Waited[] };
  for (let round = 0; round < ROUNDS_OF_FEW; round += 1) {
    few.own.push((await waitForCrowd(FEW, ours)).waited);
    few.raw.push((await waitForCrowd(FEW, sdk)).waited);
  }
  return {
    rows: [...describeMany(own.waited, raw.waited), ...describeFew(few.own, few.raw)],
    timelines: { ready: own.crowd.readyAt, ours: own.waited.toldAt, sdk: raw.waited.toldAt },
  };
}

type Contender = (crowd: ReadyingCrowd) => Promise<Waited>;

const ours: Contender = (crowd) => crowd.waitForAll((id) => crowd.client.waitUntilHealthy(id));

const sdk: Contender = (crowd) => {
  const restore = useSimulatedTime(crowd.clock);
  return crowd
    .waitForAll((id) =>
      waitUntilInstanceStatusOk({ client: crowd.ec2, maxWaitTime: 1_800 }, { InstanceIds: [id] }),
    )
    .finally(restore);
};

async function waitForCrowd(size: number, contender: Contender) {
  const crowd = new ReadyingCrowd(Math.random);
  await crowd.launch(size);
  return { crowd, waited: await contender(crowd) };
}

function describeMany(own: Waited, raw: Waited): Row[] {
  const subject = `${MANY} waits until healthy`;
  const inSeconds = (milliseconds: number): number => milliseconds / 1_000;
  return [
    atMost(
      subject,
      "requests (target: a twentieth of the SDK's waiters)",
      own.requests,
      raw.requests / 20,
      count,
    ),
    forComparison(subject, "requests of the SDK's waiters", count(raw.requests)),
    atMost(subject, 'detection lag, mean', inSeconds(own.meanLag), 4.5, seconds),
    atMost(subject, 'detection lag, p95', inSeconds(own.p95Lag), 8.5, seconds),
    forComparison(
      subject,
      "detection lag of the SDK's waiters, mean / p95",
      `${seconds(inSeconds(raw.meanLag))} / ${seconds(inSeconds(raw.p95Lag))}`,
    ),
    atMost(subject, 'requests refused', own.refused, 0, count),
    forComparison(subject, "requests refused to the SDK's waiters", count(raw.refused)),
    atMost(subject, 'false successes', own.lags.filter((lag) => lag < 0).length, 0, count),
  ];
}

function describeFew(own: readonly Waited[], raw: readonly Waited[]): Row[] {
  const subject = `${FEW} waits until healthy, mean of ${ROUNDS_OF_FEW} rounds`;
  const requests = (all: readonly Waited[]): number => mean(all.map((waited) => waited.requests));
  const worst = Math.max(...own.map(({ p95Lag }) => p95Lag));
  return [
    atMost(subject, "requests (target: those of the SDK's waiters)", requests(own), requests(raw), count),
    atMost(subject, 'detection lag, p95 of the worst round', worst / 1_000, 8.5, seconds),
  ];
}
