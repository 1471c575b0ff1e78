import type { CreateInstanceInput } from 'ec2-worker-client';
import { describe, expect, it, vi } from 'vitest';
import { failure, LAUNCH, WorkerSimulation } from '../../client/worker-simulation.js';

const AMI = 'ami-0aaaaaaaaaaaaaaaa';
const NAME = 'CML-2.9.1';

/** A simulation with a named image, and workers on it whose launch was told no name. */
async function prepare(count = 1, client: ConstructorParameters<typeof WorkerSimulation>[0] = {}) {
  const simulation = new WorkerSimulation(client);
  simulation.aws.putImage({ imageId: AMI, name: NAME });
  const launch: CreateInstanceInput = { ...LAUNCH, amiId: AMI, amiName: undefined };
  const { instances } = await simulation.client.createInstances({ ...launch, count });
  simulation.aws.clearRequests();
  return { simulation, launch, workers: instances };
}

const countOf = ({ aws }: WorkerSimulation, name: string): number =>
  aws.requests.filter(({ action }) => action === name).length;

describe('the name of an image on a worker', () => {
  it('is not asked for by a launch', async () => {
    const { simulation, workers } = await prepare();

    expect(workers[0]?.amiName).toBeUndefined();
    expect(simulation.actions).toEqual([]);
  });

  it('is read with the first worker of the image, and never again', async () => {
    const { simulation, workers } = await prepare(3);
    const { client } = simulation;

    const first = await client.getInstanceDetails(workers[0] ?? '');
    const found = await client.findInstance(workers[1] ?? '');
    const listed = await client.listInstances();
    const waited = await client.waitUntilRunning(workers[2] ?? '');

    expect([first, found, ...listed, waited].map((worker) => worker?.amiName)).toEqual(Array(6).fill(NAME));
    expect(countOf(simulation, 'DescribeImages')).toBe(1);
  });

  it('is read once for all who ask at the same time', async () => {
    const { simulation, workers } = await prepare(20);

    const details = await Promise.all(workers.map((worker) => simulation.client.getInstanceDetails(worker)));

    expect(details.every(({ amiName }) => amiName === NAME)).toBe(true);
    expect(countOf(simulation, 'DescribeImages')).toBe(1);
  });

  it('is read together for all images of a page', async () => {
    const { simulation, launch } = await prepare();
    const { aws, client } = simulation;
    const others = ['one', 'two'].map((name) => aws.putImage({ name }));
    for (const amiId of others) await client.createInstance({ ...launch, amiId });
    await client.createInstance({ ...launch, amiId: 'ami-0bbbbbbbbbbbbbbbb' });
    aws.clearRequests();

    const listed = await client.listInstances();

    expect(listed.map(({ amiName }) => amiName)).toEqual([
      NAME,
      'one',
      'two',
      'image-of-ami-0bbbbbbbbbbbbbbbb',
    ]);
    expect(simulation.actions).toEqual(['DescribeInstances', 'DescribeImages']);
  });

  it('is the one that the launch was told, and is kept for other workers of the image', async () => {
    const { simulation, launch } = await prepare();
    const { client } = simulation;
    await client.createInstance({ ...launch, amiName: 'as told' });
    simulation.aws.clearRequests();

    const listed = await client.listInstances();

    expect(listed.map(({ amiName }) => amiName)).toEqual(['as told', 'as told']);
    expect(simulation.actions).toEqual(['DescribeInstances']);
  });

  it('is known from what images.find has found', async () => {
    const { simulation, launch } = await prepare();
    await simulation.client.images.find({ name: 'CML-*' });

    const worker = await simulation.client.createInstance(launch);

    expect(worker.amiName).toBe(NAME);
  });

  it('is undefined while it may not be read, and is asked for again after five minutes', async () => {
    const { simulation, workers } = await prepare();
    const { aws, client } = simulation;
    const [worker = ''] = workers;
    aws.fail({ action: 'DescribeImages', code: 'UnauthorizedOperation' });

    const denied = await client.getInstanceDetails(worker);
    const meanwhile = await client.getInstanceDetails(worker);
    await aws.advance(5 * 60_000);
    const later = await client.getInstanceDetails(worker);

    expect([denied, meanwhile, later].map(({ amiName }) => amiName)).toEqual([undefined, undefined, NAME]);
    expect(countOf(simulation, 'DescribeImages')).toBe(2);
  });

  it('that may not be read is told to the logger as plain data', async () => {
    const debug = vi.fn();
    const nothing = (): void => undefined;
    const logger = { debug, info: nothing, warn: nothing, error: nothing };
    const { simulation, workers } = await prepare(1, { logger });
    simulation.aws.fail({ action: 'DescribeImages', code: 'UnauthorizedOperation' });

    await simulation.client.getInstanceDetails(workers[0] ?? '');

    expect(debug).toHaveBeenCalledWith('The names of images could not be read', {
      imageIds: [AMI],
      error: { name: 'PermissionDeniedError', message: expect.stringContaining('ec2:DescribeImages') },
    });
    expect(debug.mock.lastCall?.[1]).not.toMatchObject({ error: expect.any(Error) });
  });

  it('is undefined for an image that is gone, also beside one that is there', async () => {
    const { simulation, launch } = await prepare();
    const { aws, client } = simulation;
    const gone = aws.putImage({ name: 'soon gone' });
    const doomed = await client.createInstance({ ...launch, amiId: gone });
    aws.putImage({ imageId: gone, name: 'not shared any more', ownerId: '999999999999', public: false });

    const listed = await client.listInstances();

    expect(listed.map(({ amiName }) => amiName)).toEqual([NAME, undefined]);
    expect((await client.getInstanceDetails(doomed)).amiName).toBeUndefined();
  });

  it('is not read for the tags or the utilization of a worker', async () => {
    const { simulation, workers } = await prepare();
    const [worker = ''] = workers;

    await simulation.client.getTags(worker);
    await simulation.client.getInstanceResourcesUtilization(worker);

    expect(simulation.actions).not.toContain('DescribeImages');
  });

  it('leaves the abort of one caller to that caller', async () => {
    const { simulation, workers } = await prepare();
    const { client } = simulation;
    const controller = new AbortController();
    simulation.aws.fail({ action: 'DescribeImages', code: 'RequestLimitExceeded' });
    const aborted = failure(client.getInstanceDetails(workers[0] ?? '', { abortSignal: controller.signal }));
    const other = client.getInstanceDetails(workers[0] ?? '');
    while (!simulation.actions.includes('DescribeImages')) await new Promise(setImmediate);

    controller.abort();

    expect(await aborted).toMatchObject({ kind: 'aborted' });
    expect((await other).amiName).toBe(NAME);
    expect(countOf(simulation, 'DescribeImages')).toBe(2);
  });
});

describe('an image by parameter', () => {
  it('is resolved by EC2: the worker has the id, and the name that the launch was told', async () => {
    const { aws, client } = new WorkerSimulation();
    aws.putParameter({ name: '/workers/ami', value: AMI });

    const worker = await client.createInstance({ ...LAUNCH, amiId: 'resolve:ssm:/workers/ami' });
    const canonical = await client.createInstance({
      ...LAUNCH,
      amiId: 'resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id',
    });

    expect(worker).toMatchObject({ amiId: AMI, amiName: LAUNCH.amiName });
    expect(canonical.amiId).toMatch(/^ami-[0-9a-f]{17}$/);
  });

  it('that does not exist is told by its name', async () => {
    const { client } = new WorkerSimulation();

    const error = await failure(client.createInstance({ ...LAUNCH, amiId: 'resolve:ssm:/nobody' }));

    expect(error).toMatchObject({
      kind: 'invalid-parameter',
      parameter: 'amiId',
      code: 'SsmInvalidParameter',
    });
    expect(error.message).toContain('/nobody');
  });
});
