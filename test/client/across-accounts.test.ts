import { acrossAccounts, InvalidParameterError, PermissionDeniedError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH, WorkerSimulation } from './worker-simulation.js';

const FIRST = { roleArn: 'arn:aws:iam::111111111111:role/workers' };
const SECOND = { roleArn: 'arn:aws:iam::222222222222:role/workers' };
const REGIONS = ['us-east-1', 'eu-west-1'];

describe('acrossAccounts', () => {
  it('refuses a client that is none', async () => {
    const error = await failure(acrossAccounts(undefined as never, {}, () => 1));

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter: 'client' });
  });

  it('makes a call in every account and region, and gives one result in their order', async () => {
    const { client } = new WorkerSimulation();
    await client.forAccount(SECOND).createInstance(LAUNCH, { region: 'eu-west-1' });
    await client.createInstance(LAUNCH);

    const result = await acrossAccounts(
      client,
      { accounts: ['own', FIRST, SECOND], regions: REGIONS },
      ({ client: account, options }) => account.listInstances({}, options),
    );

    expect(result.complete).toBe(true);
    expect(result.failures).toEqual([]);
    expect(result.outcomes.map(({ roleArn, region, value }) => [roleArn, region, value?.length])).toEqual([
      [undefined, 'us-east-1', 1],
      [undefined, 'eu-west-1', 0],
      [FIRST.roleArn, 'us-east-1', 0],
      [FIRST.roleArn, 'eu-west-1', 0],
      [SECOND.roleArn, 'us-east-1', 0],
      [SECOND.roleArn, 'eu-west-1', 1],
    ]);
    expect(result.values.flat().map(({ accountId, region }) => `${accountId} ${region}`)).toEqual([
      '123456789012 us-east-1',
      '222222222222 eu-west-1',
    ]);
  });

  it('gives what there is when something fails, and says where and why', async () => {
    const { aws, client } = new WorkerSimulation();
    aws.iam.putRole({ ...FIRST, trusts: [] });
    aws.iam.deny({ action: 'ec2:*', principal: 'arn:aws:sts::222222222222:*' });

    const result = await acrossAccounts(
      client,
      { accounts: ['own', FIRST, SECOND] },
      ({ client: account, options }) => account.listInstances({}, options),
    );

    expect(result.complete).toBe(false);
    expect(result.values).toEqual([[]]);
    expect(result.failures.map(({ roleArn, region, error }) => [roleArn, region, error.kind])).toEqual([
      [FIRST.roleArn, 'us-east-1', 'authentication'],
      [SECOND.roleArn, 'us-east-1', 'permission-denied'],
    ]);
    expect(result.failures[1]?.error).toBeInstanceOf(PermissionDeniedError);
  });

  it('means the own account and region when nothing else is said, and nothing by an empty list', async () => {
    const { client } = new WorkerSimulation({ region: 'eu-west-1' });
    const where = ({
      roleArn,
      region,
    }: {
      readonly roleArn: string | undefined;
      readonly region: string;
    }) => [roleArn, region];

    await expect(acrossAccounts(client, {}, where)).resolves.toMatchObject({
      values: [[undefined, 'eu-west-1']],
    });
    await expect(acrossAccounts(client, { accounts: [] }, where)).resolves.toMatchObject({
      outcomes: [],
      complete: true,
    });
    await expect(acrossAccounts(client, { regions: [] }, where)).resolves.toMatchObject({
      outcomes: [],
      complete: true,
    });
  });

  it('has no more calls under way than it may', async () => {
    const { client } = new WorkerSimulation();
    let underWay = 0;
    let most = 0;
    const accounts = Array.from({ length: 7 }, (_, index) => ({
      roleArn: `arn:aws:iam::${index}11111111111:role/x`,
    }));

    const { values } = await acrossAccounts(
      client,
      { accounts, regions: REGIONS, concurrency: 3 },
      async ({ region }) => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
        underWay -= 1;
        return region;
      },
    );

    expect(values).toHaveLength(14);
    expect(most).toBe(3);
  });

  it('begins no more calls after an abort, and keeps what is there', async () => {
    const { client } = new WorkerSimulation();
    const controller = new AbortController();
    const begun: string[] = [];

    const result = await acrossAccounts(
      client,
      { regions: ['us-east-1', 'us-west-2', 'eu-west-1'], concurrency: 1, abortSignal: controller.signal },
      ({ region }) => {
        begun.push(region);
        controller.abort();
        return region;
      },
    );

    expect(begun).toEqual(['us-east-1']);
    expect(result.values).toEqual(['us-east-1']);
    expect(result.failures.map(({ error }) => error.kind)).toEqual(['aborted', 'aborted']);
  });

  it('takes whatever a call throws for its failure, also at once', async () => {
    const { client } = new WorkerSimulation();

    const { failures } = await acrossAccounts(client, { regions: REGIONS }, ({ region }) => {
      if (region === 'us-east-1') throw new TypeError('a mistake of the caller');
      return Promise.reject(new Error('another one'));
    });

    expect(failures).toMatchObject([
      { region: 'us-east-1', error: { kind: 'unknown', operation: 'acrossAccounts' } },
      { region: 'eu-west-1', error: { kind: 'unknown' } },
    ]);
    expect(failures[0]?.error.message).toContain('a mistake of the caller');
    expect(failures[0]?.error.cause).toBeInstanceOf(TypeError);
  });

  it.each<[string, unknown]>([
    ['accounts', { accounts: FIRST }],
    ['assumeRole.roleArn', { accounts: [{ roleArn: 'x' }] }],
    ['regions', { regions: 'us-east-1' }],
    ['region', { regions: ['Virginia'] }],
    ['concurrency', { concurrency: 0 }],
    ['options', null],
  ])('refuses wrong %s before anything is called', async (parameter, options) => {
    const { client } = new WorkerSimulation();
    let calls = 0;

    const running = acrossAccounts(client, options as never, () => {
      calls += 1;
    });

    const error = await failure(running);
    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error).toMatchObject({ parameter, operation: 'acrossAccounts' });
    expect(calls).toBe(0);
  });
});
