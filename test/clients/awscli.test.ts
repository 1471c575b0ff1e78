import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isInstalled, runProgram } from './run-program.js';
import { type ServedAws, serveAws } from './served-aws.js';

const AMI = 'ami-0123456789abcdef0';
const UNKNOWN = 'i-0123456789abcdef0';

// Where the clients are required, their absence has to fail the run rather than thin it out.
const absent = process.env['CI_REQUIRE_CLIENTS'] === undefined && !isInstalled('aws', ['--version']);

describe.skipIf(absent)('the AWS CLI (needs `aws` on the path)', () => {
  let served: ServedAws;

  beforeAll(async () => {
    served = await serveAws();
  });

  afterAll(async () => {
    await served.aws.close();
  });

  const aws = (command: string) =>
    runProgram('aws', [...command.split(' '), '--output', 'json'], served.variables);

  async function json(command: string): Promise<unknown> {
    const { exitCode, stdout, stderr } = await aws(command);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    return stdout.trim() === '' ? undefined : JSON.parse(stdout);
  }

  /** The CLI's waiters poll every 15 s, so each finds its state reached at the first look. */
  const settle = () => served.aws.advance(1_000);

  const state = (instanceId: string) =>
    json(`ec2 describe-instances --instance-ids ${instanceId} --query Reservations[].Instances[].State.Name`);

  it('takes an instance through its life', async () => {
    const launched = (await json(
      `ec2 run-instances --image-id ${AMI} --instance-type c8i.large --cpu-options NestedVirtualization=enabled --tag-specifications ResourceType=instance,Tags=[{Key=Name,Value=Löwe<&>}] --query Instances[0]`,
    )) as { InstanceId: string };
    const id = launched.InstanceId;
    await settle();
    await json(`ec2 wait instance-running --instance-ids ${id}`);
    await settle();
    await json(`ec2 wait instance-status-ok --instance-ids ${id}`);
    await json(`ec2 create-tags --resources ${id} --tags Key=stage,Value=test`);
    const tags = await json(
      `ec2 describe-instances --filters Name=tag:stage,Values=te* --query Reservations[].Instances[].Tags[].Value`,
    );
    const stopping = await json(`ec2 stop-instances --instance-ids ${id}`);
    await settle();
    await json(`ec2 wait instance-stopped --instance-ids ${id}`);
    await json(`ec2 modify-instance-attribute --instance-id ${id} --instance-type Value=m8i.large`);
    await json(`ec2 terminate-instances --instance-ids ${id}`);
    await settle();
    await json(`ec2 wait instance-terminated --instance-ids ${id}`);

    expect(launched).toMatchObject({
      State: { Code: 0, Name: 'pending' },
      CpuOptions: { NestedVirtualization: 'enabled' },
    });
    expect(tags).toEqual(['Löwe<&>', 'test']);
    expect(stopping).toEqual({
      StoppingInstances: [
        {
          InstanceId: id,
          CurrentState: { Code: 64, Name: 'stopping' },
          PreviousState: { Code: 16, Name: 'running' },
        },
      ],
    });
    expect(await state(id)).toEqual(['terminated']);
  });

  it('knows who it is', async () => {
    expect(await json('sts get-caller-identity')).toEqual({
      Account: '123456789012',
      Arn: 'arn:aws:iam::123456789012:user/simulated',
      UserId: served.aws.credentials.accessKeyId,
    });
  });

  it('launches from a template, the image named by a parameter', async () => {
    const name = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';
    const image = await json(`ssm get-parameter --name ${name} --query Parameter.Value`);
    await json(
      `ec2 create-launch-template --launch-template-name worker --launch-template-data {"ImageId":"resolve:ssm:${name}","InstanceType":"m8i.xlarge"}`,
    );

    const launched = await json(
      'ec2 run-instances --launch-template LaunchTemplateName=worker --query Instances[0].[ImageId,InstanceType]',
    );

    expect(launched).toEqual([image, 'm8i.xlarge']);
  });

  it('leases by conditional writes', async () => {
    await json(
      'dynamodb create-table --table-name leases --billing-mode PAY_PER_REQUEST --attribute-definitions AttributeName=leaseKey,AttributeType=S --key-schema AttributeName=leaseKey,KeyType=HASH',
    );
    await settle();
    await settle();
    const write = (owner: string) =>
      `dynamodb put-item --table-name leases --item {"leaseKey":{"S":"a"},"leaseOwner":{"S":"${owner}"}} --condition-expression attribute_not_exists(leaseKey)`;
    await json(write('one'));
    const second = await aws(write('other'));
    const read = await json(
      'dynamodb get-item --table-name leases --key {"leaseKey":{"S":"a"}} --consistent-read --query Item.leaseOwner.S',
    );

    expect(second.exitCode).toBeGreaterThan(0);
    expect(second.stderr).toContain('(ConditionalCheckFailedException)');
    expect(read).toBe('one');
  });

  it('reads prices', async () => {
    const prices = (await json(
      'pricing get-products --region us-east-1 --service-code AmazonEC2 --filters Type=TERM_MATCH,Field=instanceType,Value=c5.2xlarge Type=TERM_MATCH,Field=regionCode,Value=eu-west-1 --max-items 2 --query PriceList',
    )) as string[];

    expect(prices).toHaveLength(2);
    expect(JSON.parse(prices[0] ?? '')).toMatchObject({ serviceCode: 'AmazonEC2' });
  });

  it('copies the volumes of an instance, and makes an image of it', async () => {
    const id = await json(
      `ec2 run-instances --image-id ${AMI} --instance-type t3.micro --query Instances[0].InstanceId`,
    );
    await settle();
    const set = await json(
      `ec2 create-snapshots --instance-specification InstanceId=${String(id)} --tag-specifications ResourceType=snapshot,Tags=[{Key=Lab,Value=7}] --query Snapshots[].[State,VolumeSize]`,
    );
    await served.aws.advance(60_000);
    const listed = await json(
      'ec2 describe-snapshots --owner-ids self --filters Name=tag:Lab,Values=7 --query Snapshots[].[State,Progress]',
    );
    const imageId = await json(
      `ec2 create-image --instance-id ${String(id)} --name golden --no-reboot --query ImageId`,
    );
    const state = await json(`ec2 describe-images --image-ids ${String(imageId)} --query Images[].State`);

    expect(set).toEqual([['pending', 8]]);
    expect(listed).toEqual([['completed', '100%']]);
    expect(state).toEqual(['pending']);
  });

  it('reads types, offerings and networks', async () => {
    const features = await json(
      'ec2 describe-instance-types --instance-types m8i.xlarge --query InstanceTypes[0].ProcessorInfo.SupportedFeatures',
    );
    const zones = await json(
      'ec2 describe-instance-type-offerings --location-type availability-zone --filters Name=instance-type,Values=m8i.xlarge --query InstanceTypeOfferings[].Location',
    );
    const subnets = await json('ec2 describe-subnets --query Subnets[].AvailabilityZone');
    const groups = await json('ec2 describe-security-groups --query SecurityGroups[].GroupName');

    expect(features).toEqual(['nested-virtualization']);
    expect(zones).toEqual(['eu-west-1a', 'eu-west-1b', 'eu-west-1c']);
    expect(subnets).toEqual(zones);
    expect(groups).toEqual(['default']);
  });

  it.each([
    ['DryRunOperation', `ec2 run-instances --dry-run --image-id ${AMI} --instance-type t3.micro`],
    ['InvalidInstanceID.NotFound', `ec2 describe-instances --instance-ids ${UNKNOWN}`],
    ['InvalidInstanceID.Malformed', 'ec2 stop-instances --instance-ids bogus'],
    ['InvalidKeyPair.NotFound', `ec2 run-instances --image-id ${AMI} --key-name missing`],
    [
      'AccessDenied',
      'sts assume-role --role-arn arn:aws:iam::123456789012:role/denied --role-session-name session',
    ],
  ])('reports %s', async (code, command) => {
    const { exitCode, stderr } = await aws(command);

    expect(exitCode).toBeGreaterThan(0);
    expect(stderr).toContain(`(${code})`);
  });
});
