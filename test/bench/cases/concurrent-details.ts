import { Contenders } from '../contenders.js';
import { interleave, measure, median } from '../measure.js';
import { atMost, count, forComparison, milliseconds, type Row, ratio } from '../row.js';

const WORKERS = 1_000;
const ROUNDS = 5;

/** A thousand calls for the details of one worker each, all at once, against as many of the raw SDK. */
export async function concurrentDetails(): Promise<Row[]> {
  return [...(await compare(20, 0.4)), ...(await compare(100, 0.2))];
}

async function compare(latencyMs: number, wallRatio: number): Promise<Row[]> {
  const subject = `${WORKERS} details at once, ${latencyMs} ms`;
  await using contenders = await Contenders.meet({ latencyMs, instances: WORKERS });
  const { ids, client } = contenders;
  const all = (run: (id: string) => Promise<unknown>) => () => measure(() => Promise.all(ids.map(run)));
  await all((id) => client.getInstanceDetails(id))();
  const requests = await contenders.takeRequests();

  const pairs = await interleave(
    ROUNDS,
    all((id) => contenders.describeRaw(id)),
    all((id) => client.getInstanceDetails(id)),
  );

  const rawBlock = median(pairs.map(([raw]) => raw.longestBlockMs));
  const ownBlock = median(pairs.map(([, own]) => own.longestBlockMs));
  const wall = median(pairs.map(([raw, own]) => own.wallMs / raw.wallMs));
  return [
    atMost(subject, 'requests', requests, 12, count),
    atMost(subject, 'wall time, ours / raw', wall, wallRatio, ratio),
    atMost(subject, 'longest event-loop block', ownBlock, Math.max(rawBlock + 35, 75), milliseconds),
    forComparison(subject, 'longest event-loop block, raw', milliseconds(rawBlock)),
    forComparison(
      subject,
      'event-loop delay p99, ours / raw',
      `${milliseconds(median(pairs.map(([, own]) => own.p99DelayMs)))} / ${milliseconds(median(pairs.map(([raw]) => raw.p99DelayMs)))}`,
    ),
    forComparison(
      subject,
      'CPU time, ours / raw',
      ratio(median(pairs.map(([raw, own]) => own.cpuMs / raw.cpuMs))),
    ),
  ];
}
