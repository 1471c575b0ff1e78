import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { Ec2WorkerClient } from 'ec2-worker-client';
import { SimulatedAws } from 'ec2-worker-client/testing';
import { Contenders } from '../contenders.js';
import { type Effort, interleave, measure, median } from '../measure.js';
import { atMost, type Row, ratio } from '../row.js';

const PAIRS = 41;
const CALLS = 200;
const MOST = 1.05;

/** One call after the other with nothing beside them: what sharing costs who has nobody to share with. */
export async function loneCalls(): Promise<Row[]> {
  return [...(await overHttp()), ...(await inProcess())];
}

async function overHttp(): Promise<Row[]> {
  await using contenders = await Contenders.meet({ latencyMs: 0, instances: 1 });
  const id = contenders.id(0);
  return await compare(
    'calls one by one, HTTP',
    () => contenders.describeRaw(id),
    () => contenders.client.getInstanceDetails(id),
  );
}

async function inProcess(): Promise<Row[]> {
  const aws = new SimulatedAws({ timing: { pendingMs: 0 } });
  const { requestHandler, credentials } = aws;
  const connection = { region: 'us-east-1', requestHandler, credentials };
  const raw = new EC2Client(connection);
  // The rates of EC2 would soon make these calls wait, and the raw SDK knows nothing of them.
  const client = new Ec2WorkerClient({ ...connection, budget: false });
  const { instanceId } = await client.createInstance({
    name: 'cml-worker-prod-001',
    amiId: 'ami-0123456789abcdef0',
    instanceType: 'c5.2xlarge',
    tags: { Environment: 'Production', ManagedBy: 'CML-Cloud-Manager', CMLVersion: '2.7.0' },
  });
  return await compare(
    'calls one by one, in process',
    () => raw.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] })),
    () => client.getInstanceDetails(instanceId),
    () => {
      aws.clearRequests();
    },
  );
}

async function compare(
  subject: string,
  raw: () => Promise<unknown>,
  own: () => Promise<unknown>,
  tidyUp: () => void = () => undefined,
): Promise<Row[]> {
  const repeat = (call: () => Promise<unknown>) => async (): Promise<Effort> => {
    const effort = await measure(async () => {
      for (let index = 0; index < CALLS; index += 1) await call();
    });
    tidyUp();
    return effort;
  };
  await interleave(2, repeat(raw), repeat(own));
  const pairs = await interleave(PAIRS, repeat(raw), repeat(own));
  const ratioOf = (figure: (effort: Effort) => number): number =>
    median(pairs.map(([one, other]) => figure(other) / figure(one)));
  return [
    atMost(
      subject,
      'wall time, ours / raw',
      ratioOf(({ wallMs }) => wallMs),
      MOST,
      ratio,
    ),
    atMost(
      subject,
      'CPU time, ours / raw',
      ratioOf(({ cpuMs }) => cpuMs),
      MOST,
      ratio,
    ),
  ];
}
