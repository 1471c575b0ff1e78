import { Ec2WorkerClient, RequestBudget } from 'ec2-worker-client';
import { SimulatedAws } from 'ec2-worker-client/testing';

/**
 * A program that aborts in one phase of a call, and then has nothing left to do: that it ends at once shows that
 * nothing of the call is left. It prints how many requests were sent after the abort.
 */

/** When in the course of a call the abort comes. */
export type AbortPhase = 'queued' | 'under-way' | 'between-attempts' | 'waiting-for-budget' | 'waiting';

const phase = process.argv[2] as AbortPhase;
const aws = new SimulatedAws({ timing: { latencyMs: 30 } });
const budget = new RequestBudget();
const client = new Ec2WorkerClient({
  region: 'us-east-1',
  requestHandler: aws.requestHandler,
  credentials: aws.credentials,
  budget,
});
const { instanceId } = await client.createInstance({
  name: 'cml-worker-prod-001',
  amiId: 'ami-0123456789abcdef0',
  instanceType: 'c5.2xlarge',
});
const controller = new AbortController();
const options = { abortSignal: controller.signal };
aws.clearRequests();

if (phase === 'between-attempts') aws.fail({ code: 'RequestLimitExceeded', times: Number.POSITIVE_INFINITY });
if (phase === 'waiting-for-budget') {
  while (budget.tryEnter({ action: 'ec2:DescribeInstances', region: 'us-east-1' }));
}
const call =
  phase === 'waiting'
    ? client.waitUntilHealthy(instanceId, options)
    : client.getInstanceDetails(instanceId, options);
const outcome = call.then(
  () => 'fulfilled',
  (error: unknown) => (error as Error).name,
);
const delays: Readonly<Record<AbortPhase, number>> = {
  queued: 0,
  'under-way': 10,
  'between-attempts': 60,
  'waiting-for-budget': 20,
  waiting: 100,
};
if (phase !== 'queued') await new Promise((resolve) => setTimeout(resolve, delays[phase]));
const before = aws.requests.length;
controller.abort(new Error('enough'));
const told = await outcome;
await new Promise((resolve) => setTimeout(resolve, 50));
console.log(JSON.stringify({ told, after: aws.requests.length - before }));
