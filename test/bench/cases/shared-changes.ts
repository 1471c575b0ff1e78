import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import { Ec2WorkerClient } from 'ec2-worker-client';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
import { atMost, count, type Row } from '../row.js';

const WORKERS = 500;
const STRANGER = 'i-0123456789abcdef0';

type Call = (client: Ec2WorkerClient, instanceId: string) => Promise<unknown>;

const CHANGES: Readonly<Record<string, Call>> = {
  stop: (client, id) => client.stopInstance(id),
  start: (client, id) => client.startInstance(id),
  addTags: (client, id) => client.addTags(id, { AssignedLab: 'lab-1', AssignedTo: 'student-1' }),
  terminate: (client, id) => client.terminateInstance(id),
};

/** Changes of hundreds of workers at once, and what one bad id or a throttled request costs the others. */
export async function sharedChanges(): Promise<Row[]> {
  const clock = new ManualClock({ autoAdvance: true });
  const aws = new SimulatedAws({ clock, limits: { requests: 'documented' } });
  const { requestHandler, credentials } = aws;
  const client = new Ec2WorkerClient({ region: 'us-east-1', requestHandler, credentials, clock });
  const ids = await launch(client);
  const requestsOf = async (calls: () => readonly Promise<unknown>[], failures = 0): Promise<number> => {
    await aws.advance(600_000);
    aws.clearRequests();
    const failed = (await Promise.allSettled(calls())).filter(({ status }) => status === 'rejected').length;
    if (failed !== failures) throw new Error(`${failed} calls failed, not ${failures}.`);
    return aws.requests.length;
  };

  const rows: Row[] = [];
  const details = (id: string): Promise<unknown> => client.getInstanceDetails(id);
  const usual = await requestsOf(() => ids.map(details));
  const withStranger = await requestsOf(() => [details(STRANGER), ...ids.map(details)], 1);
  const subject = `${WORKERS} details with one unknown id`;
  rows.push(atMost(subject, 'requests on top', withStranger - usual, 3, count));
  for (const [name, change] of Object.entries(CHANGES)) {
    const requests = await requestsOf(() => ids.map((id) => change(client, id)));
    rows.push(atMost(`${WORKERS} × ${name} at once`, 'requests', requests, 3, count));
  }
  aws.fail({ action: 'DescribeInstances', code: 'RequestLimitExceeded' });
  const throttled = await requestsOf(() => ids.slice(0, 100).map(details));
  const singles = aws.requests.filter(({ parameters }) => 'InstanceIds' in parameters).length;
  rows.push(atMost('100 details, throttled once', 'single calls on top', singles, 0, count));
  rows.push(atMost('100 details, throttled once', 'requests', throttled, 2, count));
  return rows;
}

async function launch(client: Ec2WorkerClient): Promise<readonly string[]> {
  const ec2 = await client.ec2();
  const reply = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0123456789abcdef0',
      InstanceType: 'c5.2xlarge',
      MinCount: WORKERS,
      MaxCount: WORKERS,
    }),
  );
  return (reply.Instances ?? []).map(({ InstanceId = '' }) => InstanceId);
}
