import { DescribeInstancesCommand, type Instance } from '@aws-sdk/client-ec2';
import { Contenders } from '../contenders.js';
import { measure, median, retainedMegabytes } from '../measure.js';
import { atMost, forComparison, megabytes, milliseconds, type Row, ratio } from '../row.js';

const INSTANCES = 5_000;
const ROUNDS = 5;

/** A listing of thousands, against the largest pages of the raw SDK. */
export async function largeList(): Promise<Row[]> {
  const subject = `list ${INSTANCES} instances`;
  await using contenders = await Contenders.meet({ latencyMs: 0, instances: INSTANCES });
  const { client } = contenders;
  await listRaw(contenders);
  await client.listInstances();

  const blocks: number[] = [];
  const rawBlocks: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    blocks.push((await measure(() => client.listInstances())).longestBlockMs);
    rawBlocks.push((await measure(() => listRaw(contenders))).longestBlockMs);
  }
  const own = await retained(() => client.listInstances());
  const raw = await retained(() => listRaw(contenders));
  return [
    atMost(subject, 'longest event-loop block', median(blocks), 50, milliseconds),
    forComparison(subject, 'longest event-loop block, raw', milliseconds(median(rawBlocks))),
    atMost(subject, 'retained memory, ours / raw', own / raw, 0.2, ratio),
    forComparison(subject, 'retained memory, ours / raw', `${megabytes(own)} / ${megabytes(raw)}`),
  ];
}

async function listRaw({ raw }: Contenders): Promise<Instance[]> {
  const instances: Instance[] = [];
  let NextToken: string | undefined;
  do {
    const reply = await raw.send(new DescribeInstancesCommand({ MaxResults: 1_000, NextToken }));
    instances.push(...(reply.Reservations ?? []).flatMap(({ Instances = [] }) => Instances));
    NextToken = reply.NextToken === '' ? undefined : reply.NextToken;
  } while (NextToken !== undefined);
  return instances;
}

async function retained(list: () => Promise<readonly unknown[]>): Promise<number> {
  const before = await retainedMegabytes();
  const instances = await list();
  const after = await retainedMegabytes();
  if (instances.length !== INSTANCES) throw new Error(`Only ${instances.length} instances were listed.`);
  return after - before;
}
