import {
  type CreateInstanceInput,
  Ec2WorkerClient,
  type Ec2WorkerClientOptions,
  NetworkError,
  ServiceUnavailableError,
} from 'ec2-worker-client';
import { SimulatedAws } from 'ec2-worker-client/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOME, IMAGE } from './contract-world.js';
import { FaultProxy } from './fault-proxy.js';

const LAUNCH: CreateInstanceInput = {
  name: 'worker',
  amiId: IMAGE,
  amiName: 'of no interest',
  instanceType: 't3.micro',
};

/** What a caller gets when every attempt meets the fault. */
const ERROR_BY_FAULT = {
  reset: NetworkError,
  'lost-reply': NetworkError,
  truncated: NetworkError,
  stall: NetworkError,
  'html-502': ServiceUnavailableError,
  'html-200': NetworkError,
} as const;

type Fault = keyof typeof ERROR_BY_FAULT;

const FAULTS = Object.keys(ERROR_BY_FAULT) as Fault[];

/** Those that need no timeout to be noticed. */
const QUICK_FAULTS = FAULTS.filter((fault) => fault !== 'stall');

/** A stall ends with the timeout; for all else the timeout is out of the way, however busy the machine is. */
function patienceWith(fault: Fault): Ec2WorkerClientOptions {
  return { requestTimeoutMs: fault === 'stall' ? 500 : 30_000 };
}

/** Those with which the request never reaches the server. */
const UNSEEN: readonly Fault[] = ['reset', 'html-502', 'html-200'];

describe('Ec2WorkerClient over a bad network', () => {
  const aws = new SimulatedAws({ timing: { pendingMs: 0, initializingMs: 0, stoppingMs: 0 } });
  let proxy: FaultProxy;
  const newClient = (options: Ec2WorkerClientOptions = {}): Ec2WorkerClient =>
    new Ec2WorkerClient({
      region: HOME,
      endpoint: proxy.url,
      credentials: aws.credentials,
      maxAttempts: 3,
      ...options,
    });
  /** What the server has done, past the network. */
  const carriedOut = (action: string): number =>
    aws.requests.filter((request) => request.action === action).length;

  beforeAll(async () => {
    const { url } = await aws.listen();
    proxy = await FaultProxy.listen(url);
  });

  afterAll(async () => {
    await proxy.close();
    await aws.close();
  });

  beforeEach(() => {
    proxy.clear();
    aws.clearRequests();
  });

  it.each(FAULTS)('tries a read again after %s', async (fault) => {
    await using client = newClient(patienceWith(fault));
    const { instanceId } = await client.createInstance(LAUNCH);
    proxy.clear();
    proxy.plan(fault);

    const worker = await client.getInstanceDetails(instanceId);

    expect(worker.instanceId).toBe(instanceId);
    expect(proxy.requests.map(({ action }) => action)).toEqual(['DescribeInstances', 'DescribeInstances']);
  });

  it.each(FAULTS)('gives up when %s does not end', async (fault) => {
    await using client = newClient(patienceWith(fault));
    proxy.plan(fault, { times: Number.POSITIVE_INFINITY });

    const listing = client.listInstances();

    const error = await listing.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ERROR_BY_FAULT[fault]);
    expect(error).toMatchObject({ operation: 'listInstances', region: HOME, retryable: true });
    expect(proxy.requests).toHaveLength(3);
  });

  it.each(FAULTS)('launches exactly once when the first reply falls to %s', async (fault) => {
    await using client = newClient(patienceWith(fault));
    proxy.plan(fault, { action: 'RunInstances' });
    const before = await client.listInstances();

    const worker = await client.createInstance(LAUNCH);

    const after = await client.listInstances();
    const tokens = proxy.requests.filter(({ action }) => action === 'RunInstances');
    expect(after).toHaveLength(before.length + 1);
    expect(after.map(({ instanceId }) => instanceId)).toContain(worker.instanceId);
    expect(tokens).toHaveLength(2);
    expect(tokens[0]?.clientToken).toBe(tokens[1]?.clientToken);
    expect(carriedOut('RunInstances')).toBe(UNSEEN.includes(fault) ? 1 : 2);
  });

  it('finds by its token the instance of a launch whose replies were all lost', async () => {
    await using client = newClient();
    proxy.plan('lost-reply', { action: 'RunInstances', times: 3 });

    const worker = await client.createInstance(LAUNCH);
    const { clientToken = '' } = worker;
    const found = await client.listInstances({ clientTokens: [clientToken] });
    const again = await client.createInstance({ ...LAUNCH, clientToken });

    expect(found.map(({ instanceId }) => instanceId)).toEqual([worker.instanceId]);
    expect(again.instanceId).toBe(worker.instanceId);
  });

  it.each(FAULTS)('never reboots twice: %s ends a reboot', async (fault) => {
    await using client = newClient(patienceWith(fault));
    const worker = await client.createInstance(LAUNCH);
    proxy.plan(fault, { action: 'RebootInstances' });

    const rebooting = client.rebootInstance(worker);

    await expect(rebooting).rejects.toBeInstanceOf(ERROR_BY_FAULT[fault]);
    expect(carriedOut('RebootInstances')).toBe(UNSEEN.includes(fault) ? 0 : 1);
  });

  it.each(QUICK_FAULTS)('tags, stops and terminates through %s', async (fault) => {
    await using client = newClient();
    const worker = await client.createInstance(LAUNCH);
    for (const action of ['CreateTags', 'DeleteTags', 'StopInstances', 'TerminateInstances']) {
      proxy.plan(fault, { action });
    }

    await client.addTags(worker, { Lab: '1', Student: 'bob' });
    await client.removeTags(worker, ['Lab']);
    const tags = await client.getTags(worker);
    const { currentState } = await client.stopInstance(worker);
    await client.terminateInstance(worker);
    const gone = await client.getInstanceDetails(worker);

    expect(tags).toEqual({ Name: 'worker', Student: 'bob' });
    expect(currentState).toMatch(/^stopp(ing|ed)$/);
    expect(gone.instanceState).toMatch(/^(shutting-down|terminated)$/);
  });

  it('rides out every fault while it waits', async () => {
    await using client = newClient({ ...patienceWith('stall'), maxAttempts: 1 });
    const worker = await client.createInstance(LAUNCH);
    for (const fault of FAULTS) proxy.plan(fault);

    const healthy = await client.waitUntilHealthy(worker, { minDelay: 0.01, maxDelay: 0.02 });

    expect(healthy).toMatchObject({ instanceId: worker.instanceId, instanceStatus: 'ok' });
  });

  it.each(QUICK_FAULTS)('measures through %s, or says so', async (fault) => {
    await using client = newClient();
    const worker = await client.createInstance(LAUNCH);
    proxy.plan(fault, { action: 'GetMetricData' });

    const usage = await client.getInstanceResourcesUtilization(worker);
    proxy.plan(fault, { action: 'ListMetrics', times: 3 });
    const failing = client.getInstanceResourcesUtilization(worker);

    expect(usage.cpuPercent).toBeUndefined();
    await expect(failing).rejects.toBeInstanceOf(ERROR_BY_FAULT[fault]);
  });

  it('waits for a slow reply, and sends the request once', async () => {
    await using client = newClient();
    await client.createInstance(LAUNCH);
    proxy.clear();
    proxy.plan('slow');

    const found = await client.listInstances();

    expect(found.length).toBeGreaterThan(0);
    expect(proxy.requests).toHaveLength(1);
  });

  it('names the address that refuses connections', async () => {
    const closed = await FaultProxy.listen(proxy.url);
    const { url, port } = closed;
    await closed.close();
    await using client = newClient({ endpoint: url });

    const listing = client.listInstances();

    const error = await listing.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toHaveProperty('message', expect.stringContaining(`127.0.0.1:${port}`));
  });
});
