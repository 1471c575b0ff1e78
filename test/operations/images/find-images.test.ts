import { InvalidParameterError, ResourceNotFoundError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, WorkerSimulation } from '../../client/worker-simulation.js';

const OTHER_OWNER = '999999999999';
const day = (number: number): Date => new Date(Date.UTC(2026, 0, number));

describe('images.find', () => {
  it('finds by a pattern of the name, the newest first', async () => {
    const { aws, client } = new WorkerSimulation();
    const old = aws.putImage({ name: 'CML-2.7.0', createdAt: day(1) });
    const latest = aws.putImage({
      name: 'CML-2.9.1',
      createdAt: day(9),
      description: 'golden',
      tags: { Stage: 'live' },
    });
    const middle = aws.putImage({ name: 'CML-2.8.0', createdAt: day(5) });
    aws.putImage({ name: 'Ubuntu', createdAt: day(7) });

    const images = await client.images.find({ name: 'CML-*' });

    expect(images.map(({ imageId }) => imageId)).toEqual([latest, middle, old]);
    expect(images[0]).toEqual({
      imageId: latest,
      region: 'us-east-1',
      name: 'CML-2.9.1',
      description: 'golden',
      createdAt: day(9),
      state: 'available',
      architecture: 'x86_64',
      ownerId: '123456789012',
      deprecatedAt: undefined,
      tags: { Stage: 'live' },
    });
  });

  it("finds only the caller's own, unless it is told whose else to trust", async () => {
    const { aws, client } = new WorkerSimulation();
    const own = aws.putImage({ name: 'CML-2.7.0', createdAt: day(1) });
    const foreign = aws.putImage({ name: 'CML-2.7.0', ownerId: OTHER_OWNER, createdAt: day(2) });
    const find = async (owners?: string[]) =>
      (await client.images.find({ name: 'CML-*', owners })).map(({ imageId }) => imageId);

    expect(await find()).toEqual([own]);
    expect(await find([OTHER_OWNER])).toEqual([foreign]);
    expect(await find([OTHER_OWNER, 'self'])).toEqual([foreign, own]);
  });

  it('takes an empty list for nobody, and asks nothing', async () => {
    const simulation = new WorkerSimulation();
    simulation.aws.putImage({ name: 'CML-2.7.0' });

    expect(await simulation.client.images.find({ owners: [] })).toEqual([]);
    expect(await simulation.client.images.find({ states: [] })).toEqual([]);
    expect(simulation.actions).toEqual([]);
  });

  it('finds by architecture, and deprecated images when asked to', async () => {
    const { aws, client } = new WorkerSimulation();
    const arm = aws.putImage({ name: 'arm', architecture: 'arm64' });
    const gone = aws.putImage({ name: 'gone', deprecatedAt: day(3) });

    const arms = await client.images.find({ architecture: 'arm64' });
    const all = await client.images.find({ includeDeprecated: true });

    expect(arms.map(({ imageId }) => imageId)).toEqual([arm]);
    expect(all.map(({ imageId }) => imageId).toSorted()).toEqual([arm, gone].toSorted());
    expect(all.find(({ imageId }) => imageId === gone)?.deprecatedAt).toEqual(day(3));
  });

  it('reads every page', async () => {
    const { aws, client } = new WorkerSimulation();
    for (let index = 0; index < 1_001; index += 1) aws.putImage({ name: `image-${index}` });

    const images = await client.images.find({ name: 'image-*' });

    expect(new Set(images.map(({ name }) => name)).size).toBe(1_001);
    expect(aws.requests).toHaveLength(2);
  });

  it('looks in the region of the call', async () => {
    const { aws, client } = new WorkerSimulation();
    const abroad = aws.putImage({ name: 'abroad', region: 'eu-west-1' });

    const images = await client.images.find({}, { region: 'eu-west-1' });

    expect(images).toMatchObject([{ imageId: abroad, region: 'eu-west-1' }]);
    expect(await client.images.find({})).toEqual([]);
  });

  it.each([
    ['name', { name: '' }],
    ['owners', { owners: ['somebody'] }],
    ['owners', { owners: 'self' as never }],
    ['architecture', { architecture: 64 as never }],
    ['includeDeprecated', { includeDeprecated: 'yes' as never }],
    ['states', { states: [''] }],
    ['query', null as never],
  ])('refuses a wrong %s, and sends nothing', async (parameter, query) => {
    const simulation = new WorkerSimulation();

    const error = await failure(simulation.client.images.find(query));

    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error).toMatchObject({ parameter, operation: 'images.find' });
    expect(simulation.actions).toEqual([]);
  });
});

describe('images.get', () => {
  it('reads an image, whosever it is', async () => {
    const { aws, client } = new WorkerSimulation();
    const imageId = aws.putImage({ name: 'CML-2.7.0', ownerId: OTHER_OWNER, deprecatedAt: day(1) });

    expect(await client.images.get(imageId)).toMatchObject({
      imageId,
      name: 'CML-2.7.0',
      ownerId: OTHER_OWNER,
    });
  });

  it.each([
    ['that does not exist', () => 'ami-00000000000000000'],
    [
      'that its owner does not share',
      ({ aws }: WorkerSimulation) => aws.putImage({ name: 'hidden', ownerId: OTHER_OWNER, public: false }),
    ],
  ])('tells of an image %s that it is not found', async (_, idIn) => {
    const simulation = new WorkerSimulation();
    const imageId = idIn(simulation);

    const error = await failure(simulation.client.images.get(imageId));

    expect(error).toBeInstanceOf(ResourceNotFoundError);
    expect(error).toMatchObject({ operation: 'images.get', region: 'us-east-1' });
    expect(error.message).toContain(imageId);
  });

  it.each(['CML-2.7.0', 'ami-x', '', undefined as never])('refuses %o', async (imageId) => {
    const simulation = new WorkerSimulation();

    const error = await failure(simulation.client.images.get(imageId));

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter: 'imageId' });
    expect(simulation.actions).toEqual([]);
  });

  it('names the permission that is missing', async () => {
    const simulation = new WorkerSimulation();
    simulation.aws.fail({ action: 'DescribeImages', code: 'UnauthorizedOperation' });

    const error = await failure(simulation.client.images.get('ami-0123456789abcdef0'));

    expect(error).toMatchObject({ kind: 'permission-denied', action: 'ec2:DescribeImages' });
  });
});
