import { AuthenticationError, Ec2WorkerClient, PermissionDeniedError } from 'ec2-worker-client';
import { beforeAll, expect, it } from 'vitest';
import { HOME, IMAGE } from '../contracts/contract-world.js';
import { recordCommands } from '../contracts/sent-commands.js';
import { describeOnMoto } from './describe-on-moto.js';
import { type AccessKey, makeUser } from './iam-user.js';

describeOnMoto('moto enforcing IAM', (moto) => {
  let reader: AccessKey;
  const clientOf = (credentials: AccessKey): Ec2WorkerClient =>
    new Ec2WorkerClient({ region: HOME, endpoint: moto().url, credentials });

  beforeAll(async () => {
    reader = await makeUser(moto().url, 'reader', ['ec2:DescribeInstances']);
    await moto().enforceIam(0);
  });

  it('accepts our signature', async () => {
    await using client = clientOf(reader);

    const found = await client.listInstances();

    expect(found).toEqual([]);
  });

  it('denies what the user may not do: PermissionDeniedError names the action, and is not tried again', async () => {
    await using client = clientOf(reader);
    const commands = await recordCommands(client);

    const launch = client.createInstance({ name: 'worker', amiId: IMAGE, instanceType: 't3.micro' });

    const error = await launch.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PermissionDeniedError);
    expect(error).toMatchObject({
      action: 'ec2:RunInstances',
      httpStatus: 403,
      retryable: false,
      region: HOME,
    });
    expect(commands).toEqual(['RunInstancesCommand']);
  });

  it.each([
    ['a wrong secret', { secretAccessKey: 'wrong' }],
    ['an unknown key', { accessKeyId: 'AKIAUNKNOWN000000000' }],
  ])('refuses %s: AuthenticationError, after one refresh of the credentials', async (_, wrong) => {
    let asked = 0;
    const credentials = (): Promise<AccessKey> => {
      asked += 1;
      return Promise.resolve({ ...reader, ...wrong });
    };
    await using client = new Ec2WorkerClient({ region: HOME, endpoint: moto().url, credentials });
    const commands = await recordCommands(client);

    const listing = client.listInstances();

    const error = await listing.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ region: HOME, operation: 'listInstances', retryable: false });
    expect(JSON.stringify(error)).not.toContain(reader.secretAccessKey);
    expect(commands).toHaveLength(2);
    expect(asked).toBe(2);
  });
});
