import {
  InvalidParameterError,
  requiredIamPolicy,
  WORKER_FEATURES,
  type WorkerFeature,
} from 'ec2-worker-client';
import { defineWorkerSettings } from 'ec2-worker-client/settings';
import type { SimulatedAws } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { failure, WorkerSimulation } from './worker-simulation.js';

/** What a client needs without any special feature. */
const NEEDED = [
  'ec2:RunInstances',
  'ec2:CreateTags',
  'ec2:DescribeInstances',
  'ec2:TerminateInstances',
  'ec2:DescribeImages',
  'ec2:DescribeInstanceTypes',
  'ec2:DescribeInstanceTypeOfferings',
  'ec2:DescribeSubnets',
  'ec2:DescribeSecurityGroups',
  'ec2:StartInstances',
  'ec2:StopInstances',
  'ec2:RebootInstances',
  'ec2:ModifyInstanceAttribute',
  'ec2:DescribeInstanceStatus',
  'ec2:DeleteTags',
  'ec2:DescribeTags',
  'cloudwatch:GetMetricData',
  'cloudwatch:ListMetrics',
  'ec2:GetConsoleOutput',
  'ec2:DescribeRegions',
];

/** What is about volumes and the spot market, which not every service uses. */
const RESOURCE_FEATURES: readonly WorkerFeature[] = [
  'volumes',
  'snapshots',
  'snapshot-removal',
  'image-creation',
  'relaunch',
  'spot',
];

const FEATURES = WORKER_FEATURES.filter(
  (feature) =>
    ![
      ...RESOURCE_FEATURES,
      'accounts',
      'instance-profiles',
      'image-parameters',
      'launch-templates',
      'volume-keys',
      'denial-details',
      'metrics',
      'leases',
      'lease-table',
      'prices',
    ].includes(feature),
);

/** The way to an AWS that takes no notice of dry runs, as some emulators. */
function withoutDryRuns(aws: SimulatedAws): SimulatedAws['requestHandler'] {
  const { requestHandler } = aws;
  const handle: (typeof requestHandler)['handle'] = (request, options) => {
    const body: unknown = request.body;
    if (typeof body === 'string') request.body = body.replace('&DryRun=true', '');
    return requestHandler.handle(request, options);
  };
  return Object.assign(Object.create(requestHandler) as typeof requestHandler, { handle });
}

describe('checkAccess', () => {
  it('reports who asks, where, and that everything is allowed', async () => {
    const { client } = new WorkerSimulation();

    const report = await client.checkAccess({ features: FEATURES });

    expect(report).toEqual({
      accountId: '123456789012',
      arn: 'arn:aws:iam::123456789012:user/simulated',
      region: 'us-east-1',
      regionStatus: 'enabled',
      allowed: NEEDED,
      denied: [],
      unknown: [],
    });
  });

  it('checks what a client needs by default', async () => {
    const { client } = new WorkerSimulation();

    const { allowed, denied, unknown } = await client.checkAccess();

    expect([denied, unknown]).toEqual([[], []]);
    expect(allowed).toEqual(NEEDED);
  });

  it('tries what is about volumes and the spot market where it is asked to, and makes nothing', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();

    const report = await simulation.client.checkAccess({ worker, features: RESOURCE_FEATURES });
    simulation.aws.iam.deny({ action: 'ec2:CreateSnapshots' });
    const denied = await simulation.client.checkAccess({ worker, features: ['snapshots'] });

    expect([report.denied, report.unknown]).toEqual([[], []]);
    expect(report.allowed).toEqual(expect.arrayContaining(['ec2:CreateSnapshots', 'ec2:CreateImage']));
    expect(denied.denied.map(({ action }) => action)).toEqual(['ec2:CreateSnapshots']);
    expect(await simulation.client.snapshots.list()).toEqual([]);
  });

  it('changes nothing, and leaves nothing behind', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy({ tags: { Team: 'labs' } });
    const before = await simulation.client.getInstanceDetails(worker);
    simulation.aws.clearRequests();

    await simulation.client.checkAccess({ worker, features: FEATURES });

    const changes = simulation.aws.requests.filter(({ action }) => !/^(Describe|Get|List)/.test(action));
    expect(changes.map(({ outcome }) => outcome)).not.toContain('ok');
    expect(changes.every(({ parameters }) => parameters['DryRun'] === true)).toBe(true);
    await simulation.aws.advance(120_000);
    expect(await simulation.client.listInstances()).toEqual([before]);
  });

  it('tries no change where dry runs are not taken for what they are', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    const client = simulation.connect({ requestHandler: withoutDryRuns(simulation.aws) });

    const report = await client.checkAccess({ worker, features: ['lifecycle', 'information', 'tags'] });

    expect(report).toMatchObject({ allowed: ['ec2:DescribeInstances'], denied: [] });
    expect(report.unknown).toContain('ec2:TerminateInstances');
    expect(simulation.actions).toEqual(['GetCallerIdentity', 'DescribeRegions', 'DescribeInstances']);
  });

  it.each(NEEDED)('reports %s as denied, with the reason, and nothing else', async (action) => {
    const { aws, client } = new WorkerSimulation();
    aws.iam.deny({ action });

    const report = await client.checkAccess({ features: FEATURES });

    expect(report.denied).toEqual([{ action, reason: 'with an explicit deny in an identity-based policy' }]);
    // A launch that may not set its tags is refused for these: of the launch itself nothing is known.
    const hidden = action === 'ec2:CreateTags' ? ['ec2:RunInstances'] : [];
    expect(report.unknown).toEqual(hidden);
    expect(report.allowed).toEqual(NEEDED.filter((other) => other !== action && !hidden.includes(other)));
    expect(report.regionStatus).toBe('enabled');
  });

  it('reports everything as denied to somebody who may do nothing', async () => {
    const { aws, client } = new WorkerSimulation();
    aws.iam.attachPolicy({ Version: '2012-10-17', Statement: [] });

    const report = await client.checkAccess({ features: FEATURES });

    expect(report.denied.map(({ action }) => action).sort()).toEqual([...NEEDED].sort());
    expect(report.denied[0]?.reason).toMatch(/^no identity-based policy allows the ec2:\w+ action$/);
    expect(report.allowed).toEqual([]);
  });

  it('finds the policy of the same features to be enough', async () => {
    const { aws, client } = new WorkerSimulation();
    aws.iam.attachPolicy(requiredIamPolicy(FEATURES, { regions: ['us-east-1'] }));

    await expect(client.checkAccess({ features: FEATURES })).resolves.toMatchObject({
      denied: [],
      unknown: [],
    });
  });

  it('tells whether launch templates may be read, where that is asked', async () => {
    const features = ['launch-templates'] as const;
    const { aws, client } = new WorkerSimulation();
    const before = await client.checkAccess({ features });
    aws.iam.deny({ action: 'ec2:DescribeLaunchTemplateVersions' });
    const after = await client.checkAccess({ features });

    expect(before.allowed).toEqual(['ec2:DescribeLaunchTemplateVersions']);
    expect(after.denied).toMatchObject([{ action: 'ec2:DescribeLaunchTemplateVersions' }]);
  });

  it('tells the tags of a launch, and the passing of a role, from the launch itself', async () => {
    const { aws, client } = new WorkerSimulation();
    aws.iam.deny({ action: 'iam:PassRole' });

    const report = await client.checkAccess({ features: ['launch'], launch: { instanceProfile: 'agent' } });

    expect(report.denied.map(({ action }) => action)).toEqual(['iam:PassRole']);
    expect(report.allowed).toEqual(['ec2:CreateTags', 'ec2:DescribeInstances']);
    expect(report.unknown).toEqual(['ec2:RunInstances']);
  });

  it('tries a launch as the settings have it', async () => {
    const settings = defineWorkerSettings({
      worker: { ami: { 'us-east-1': { amiId: 'ami-0123456789abcdef0' } }, defaultTags: { Team: 'labs' } },
    });
    const { aws, client } = new WorkerSimulation({ settings });
    aws.iam.attachPolicy(
      requiredIamPolicy(['launch'], { tags: { Team: 'labs' }, instanceTypes: ['c5.2xlarge'] }),
    );

    const report = await client.checkAccess({ features: ['launch'] });

    expect(report.allowed).toContain('ec2:RunInstances');
    const launch = aws.requests.find(({ action }) => action === 'RunInstances');
    expect(launch?.parameters).toMatchObject({
      ImageId: 'ami-0123456789abcdef0',
      InstanceType: 'c5.2xlarge',
    });
  });

  it('tries changes on a worker, in its region, where policies go by tags', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.client.createInstance(
      { name: 'w', amiId: 'ami-0123456789abcdef0', instanceType: 't3.micro', tags: { Team: 'labs' } },
      { region: 'eu-west-1' },
    );
    simulation.aws.iam.attachPolicy(requiredIamPolicy(['lifecycle'], { tags: { Team: 'labs' } }));
    const check = (options: object) => simulation.client.checkAccess({ features: ['lifecycle'], ...options });

    await expect(check({ worker })).resolves.toMatchObject({ region: 'eu-west-1', denied: [] });
    await expect(check({ region: 'eu-west-1' })).resolves.toMatchObject({ allowed: [] });
  });

  it.each(['reset', 'html-502'] as const)(
    'leaves an action unknown that a fault (%s) came in between of',
    async (effect) => {
      const { aws, client } = new WorkerSimulation({ maxAttempts: 1 });
      aws.fail({ action: 'StopInstances', effect });

      const report = await client.checkAccess({ features: ['lifecycle'] });

      expect(report.unknown).toEqual(['ec2:StopInstances']);
      expect(report.denied).toEqual([]);
    },
  );

  it('leaves what nothing harmless proves unknown', async () => {
    const { client } = new WorkerSimulation();

    const report = await client.checkAccess({ features: ['image-parameters', 'accounts', 'denial-details'] });

    expect(report.unknown).toEqual(['ssm:GetParameters', 'sts:AssumeRole']);
    expect(report.allowed).toEqual(['sts:DecodeAuthorizationMessage']);
  });

  it('reports a region that the account has not opted in to, and tries nothing there', async () => {
    const { aws, client } = new WorkerSimulation({ region: 'me-south-1' });

    const report = await client.checkAccess({ features: ['lifecycle'] });

    expect(report).toMatchObject({
      region: 'me-south-1',
      regionStatus: 'not-opted-in',
      allowed: [],
      denied: [],
    });
    expect(report.unknown).toHaveLength(4);
    expect(aws.requests.map(({ action, region }) => `${action} in ${region}`)).toEqual([
      'GetCallerIdentity in us-east-1',
      'DescribeRegions in us-east-1',
    ]);
  });

  it('reports a region that does not exist', async () => {
    const { client } = new WorkerSimulation({ region: 'us-esat-1' });

    await expect(client.checkAccess()).resolves.toMatchObject({
      regionStatus: 'unknown-region',
      allowed: [],
    });
  });

  it.each([
    ['us-east-1', 'enabled'],
    ['me-south-1', 'not-opted-in'],
    ['us-esat-1', 'unknown-region'],
  ])(
    'knows the status of %s without the permission to ask, from what the region answers',
    async (region, status) => {
      const { aws, client } = new WorkerSimulation({ region, maxAttempts: 1 });
      aws.iam.deny({ action: 'ec2:DescribeRegions' });

      await expect(client.checkAccess({ features: ['information'] })).resolves.toMatchObject({
        regionStatus: status,
      });
    },
  );

  it('takes no fault of the network for a region that does not exist', async () => {
    const { aws, client } = new WorkerSimulation({ region: 'eu-west-1', maxAttempts: 1 });
    aws.iam.deny({ action: 'ec2:DescribeRegions' });
    aws.fail({ action: 'DescribeRegions', effect: 'reset', when: ({ region }) => region === 'eu-west-1' });

    await expect(failure(client.checkAccess())).resolves.toMatchObject({
      kind: 'network',
      operation: 'checkAccess',
    });
    aws.assertNoPendingFaults();
  });

  it('works for a role, and names its session', async () => {
    const { client } = new WorkerSimulation({
      assumeRole: { roleArn: 'arn:aws:iam::111122223333:role/workers', sessionName: 'labs' },
    });

    await expect(client.checkAccess({ features: ['information'] })).resolves.toMatchObject({
      accountId: '111122223333',
      arn: 'arn:aws:sts::111122223333:assumed-role/workers/labs',
    });
  });

  it('asks with the identity of an SDK client that was handed in', async () => {
    const simulation = new WorkerSimulation();
    const ec2 = await simulation.client.ec2();
    const client = simulation.connect({ ec2, credentials: undefined, requestHandler: undefined });

    await expect(client.checkAccess({ features: ['lifecycle'] })).resolves.toMatchObject({
      accountId: '123456789012',
      denied: [],
    });
  });

  it('fails when nobody knows who is calling', async () => {
    const { aws, client } = new WorkerSimulation();
    aws.expireCredentials({ permanently: true });

    await expect(failure(client.checkAccess())).resolves.toMatchObject({
      kind: 'authentication',
      operation: 'checkAccess',
    });
  });

  it.each<[string, object | null, string]>([
    ['a worker that is none', { worker: 'worker-1' }, 'worker'],
    ['no worker', { worker: null }, 'worker'],
    ['no options', null, 'options'],
    ['no feature', { features: [] }, 'features'],
    ['an unknown feature', { features: ['lunch'] }, 'features'],
    ['a launch that is none', { launch: { amiId: 'image' } }, 'amiId'],
  ])('refuses %s before anything is sent', async (_, options, parameter) => {
    const { aws, client } = new WorkerSimulation();

    const error = await failure(client.checkAccess(options as never));

    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error).toMatchObject({ parameter });
    expect(aws.requests).toEqual([]);
  });

  it('ends with the signal', async () => {
    const { client } = new WorkerSimulation();
    const controller = new AbortController();
    const checking = client.checkAccess({ abortSignal: controller.signal });
    controller.abort();

    await expect(failure(checking)).resolves.toMatchObject({ kind: 'aborted' });
  });
});
