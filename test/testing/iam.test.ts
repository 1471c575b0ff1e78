import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateTagsCommand,
  DescribeInstancesCommand,
  ModifyInstanceAttributeCommand,
  type RunInstancesCommandInput,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { DecodeAuthorizationMessageCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { launch, launchOne, launchRunning, simulate } from './simulation.js';

const USER = 'arn:aws:iam::123456789012:user/simulated';
const ALLOW_ALL = { Effect: 'Allow', Action: '*', Resource: '*' } as const;

const TAGGED: Partial<RunInstancesCommandInput> = {
  TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Team', Value: 'labs' }] }],
};

const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement }) as never;

describe('a denial', () => {
  it('is answered as EC2 does: with the action, the resource, and an encoded message that STS decodes', async () => {
    const simulation = simulate();
    const instanceId = await launchRunning(simulation);
    simulation.aws.iam.deny({ action: 'ec2:StopInstances' });
    const arn = `arn:aws:ec2:us-east-1:123456789012:instance/${instanceId}`;

    const error = (await simulation.ec2
      .send(new StopInstancesCommand({ InstanceIds: [instanceId] }))
      .catch((thrown: unknown) => thrown)) as Error & { $metadata: object };

    expect(error).toMatchObject({ name: 'UnauthorizedOperation', $metadata: { httpStatusCode: 403 } });
    expect(error.message).toMatch(
      new RegExp(
        `^You are not authorized to perform this operation. User: ${USER} is not authorized to perform: ec2:StopInstances on resource: ${arn} with an explicit deny in an identity-based policy. Encoded authorization failure message: [\\w-]+$`,
      ),
    );
    const EncodedMessage = error.message.split(': ').at(-1) ?? '';
    const decoded = await simulation.sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage }));
    expect(JSON.parse(decoded.DecodedMessage ?? '')).toMatchObject({
      allowed: false,
      explicitDeny: true,
      context: { principal: { arn: USER }, action: 'ec2:StopInstances', resource: arn },
    });
  });

  it('is answered in plain words for an action that only reads', async () => {
    const { aws, ec2 } = simulate();
    aws.iam.deny({ action: 'ec2:Describe*' });

    await expect(ec2.send(new DescribeInstancesCommand({}))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: `You are not authorized to perform this operation. User: ${USER} is not authorized to perform: ec2:DescribeInstances with an explicit deny in an identity-based policy`,
    });
  });

  it('is answered by CloudWatch and STS with their own codes; who one is may always be asked', async () => {
    const { aws, cloudWatch, sts } = simulate();
    aws.iam.deny({ action: '*' });

    await expect(cloudWatch.send(new ListMetricsCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('cloudwatch:ListMetrics'),
    });
    await expect(
      sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage: 'x' })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Arn: USER });
  });

  it('may be about one resource, by id or by ARN', async () => {
    const simulation = simulate();
    const first = await launchRunning(simulation);
    const second = await launchRunning(simulation);
    const third = await launchRunning(simulation);
    simulation.aws.iam.deny({ action: 'ec2:StopInstances', resource: first });
    simulation.aws.iam.deny({ action: 'ec2:StopInstances', resource: `arn:aws:ec2:*:*:instance/${second}` });
    const stop = (...InstanceIds: string[]) => simulation.ec2.send(new StopInstancesCommand({ InstanceIds }));

    await expect(stop(first)).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
    await expect(stop(third, second)).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
    await expect(stop(third)).resolves.toBeDefined();
  });

  it('may be about resources with certain tags, and about certain callers', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const spec = { ResourceType: 'instance' as const, Tags: [{ Key: 'Team', Value: 'labs' }] };
    const tagged = await launchRunning(simulation, { TagSpecifications: [spec] });
    const plain = await launchRunning(simulation);
    aws.iam.deny({ action: 'ec2:TerminateInstances', tags: { Team: 'labs' } });
    aws.iam.deny({ action: 'ec2:TerminateInstances', principal: 'arn:aws:sts::*' });
    const terminate = (id: string) => ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));

    await expect(terminate(tagged)).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
    await expect(terminate(plain)).resolves.toBeDefined();
    aws.iam.clear();
    await expect(terminate(tagged)).resolves.toBeDefined();
  });

  it('comes before DryRun is answered, and before anything is done', async () => {
    const simulation = simulate();
    const instanceId = await launchRunning(simulation);
    const dryRun = () =>
      simulation.ec2.send(new StopInstancesCommand({ InstanceIds: [instanceId], DryRun: true }));

    await expect(dryRun()).rejects.toMatchObject({
      name: 'DryRunOperation',
      $metadata: { httpStatusCode: 412 },
    });
    simulation.aws.iam.deny({ action: 'ec2:StopInstances' });
    await expect(dryRun()).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('of tags, or of a profile, refuses a launch that has them', async () => {
    const { aws, ec2 } = simulate();
    const TagSpecifications = [{ ResourceType: 'volume' as const, Tags: [{ Key: 'a', Value: 'b' }] }];
    aws.iam.deny({ action: 'ec2:CreateTags' });
    aws.iam.deny({ action: 'iam:PassRole' });

    await expect(launch(ec2)).resolves.toHaveLength(1);
    await expect(launch(ec2, { TagSpecifications })).rejects.toThrow(
      'ec2:CreateTags on resource: arn:aws:ec2:us-east-1:123456789012:volume/*',
    );
    await expect(launch(ec2, { IamInstanceProfile: { Name: 'agent' } })).rejects.toThrow(
      'iam:PassRole on resource: arn:aws:iam::123456789012:role/agent',
    );
  });
});

describe('a policy', () => {
  it('allows what it says and nothing else, once it is attached', async () => {
    const { aws, ec2 } = simulate();
    aws.iam.attachPolicy(policy({ Effect: 'Allow', Action: ['ec2:Describe*'], Resource: '*' }));

    await expect(ec2.send(new DescribeInstancesCommand({}))).resolves.toBeDefined();
    await expect(launchOne(ec2)).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: expect.stringContaining('because no identity-based policy allows the ec2:RunInstances action'),
    });
  });

  it('binds only the callers that it is attached to', async () => {
    const { aws, ec2 } = simulate();
    aws.iam.attachPolicy(policy(), { principal: 'arn:aws:sts::*' });

    await expect(launchOne(ec2)).resolves.toBeDefined();
  });

  it('may refuse what another one allows', async () => {
    const { aws, ec2 } = simulate();
    aws.iam.attachPolicy(policy(ALLOW_ALL));
    aws.iam.attachPolicy(policy({ Effect: 'Deny', Action: 'ec2:RunInstances', Resource: '*' }));

    await expect(launchOne(ec2)).rejects.toThrow('with an explicit deny');
  });

  it.each<[string, object, Partial<RunInstancesCommandInput>]>([
    ['the region', { StringEquals: { 'aws:RequestedRegion': ['us-east-1'] } }, {}],
    ['a tag of the request', { StringEquals: { 'aws:RequestTag/Team': 'labs' } }, TAGGED],
    ['the type', { StringLike: { 'ec2:InstanceType': 'c5.*' } }, { InstanceType: 'c5.large' }],
    ['what is there', { Null: { 'aws:RequestTag/Team': 'false' } }, TAGGED],
  ])('may ask for %s', async (_, Condition, fitting) => {
    const { aws, ec2, ec2With } = simulate();
    const statement = {
      Effect: 'Allow',
      Action: ['ec2:RunInstances', 'ec2:CreateTags'],
      Resource: 'arn:aws:ec2:*:*:instance/*',
      Condition,
    };
    const others = {
      Effect: 'Allow',
      Action: ['ec2:RunInstances', 'ec2:CreateTags'],
      Resource: [
        'arn:aws:ec2:*:*:subnet/*',
        'arn:aws:ec2:*:*:volume/*',
        'arn:aws:ec2:*:*:network-interface/*',
        'arn:aws:ec2:*::image/*',
      ],
    };
    aws.iam.attachPolicy(policy(statement, others));

    await expect(launch(ec2, fitting)).resolves.toHaveLength(1);
    await expect(launch(ec2With({ region: 'eu-west-1' }))).rejects.toThrow(
      'ec2:RunInstances on resource: arn:aws:ec2:eu-west-1:123456789012:instance/*',
    );
  });

  it('may ask for a tag that the resource has, and for the attribute that is changed', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const instanceId = await launchRunning(simulation);
    aws.iam.attachPolicy(
      policy(
        {
          Effect: 'Allow',
          Action: 'ec2:CreateTags',
          Resource: '*',
          Condition: { StringEquals: { 'aws:ResourceTag/Team': 'labs' } },
        },
        {
          Effect: 'Allow',
          Action: 'ec2:ModifyInstanceAttribute',
          Resource: '*',
          Condition: { StringEqualsIfExists: { 'ec2:Attribute/InstanceType': 'c5.2xlarge' } },
        },
      ),
    );
    const Tags = [{ Key: 'Team', Value: 'labs' }];

    await expect(ec2.send(new CreateTagsCommand({ Resources: [instanceId], Tags }))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
    });
    const modify = (more: object) =>
      ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: instanceId, ...more }));
    await expect(modify({ InstanceType: { Value: 'm5.large' } })).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
    });
    await expect(modify({ DisableApiTermination: { Value: true } })).resolves.toBeDefined();
  });

  it('with an operator that is not known fails loudly: to pass over it would allow too much', async () => {
    const { aws, ec2 } = simulate();
    aws.iam.attachPolicy(
      policy({ ...ALLOW_ALL, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
    );

    await expect(launchOne(ec2)).rejects.toThrow('knows no condition operator IpAddress');
  });
});

describe('DecodeAuthorizationMessage', () => {
  it('refuses what is no encoded message', async () => {
    const { sts } = simulate();

    await expect(
      sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage: 'nonsense' })),
    ).rejects.toMatchObject({
      name: 'InvalidAuthorizationMessageException',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
