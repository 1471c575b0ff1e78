import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import {
  Ec2WorkerClient,
  requiredIamPolicy,
  type WorkerFeature,
  type WorkerInstance,
} from 'ec2-worker-client';
import { beforeAll, expect, it } from 'vitest';
import { HOME, IMAGE } from '../contracts/contract-world.js';
import { describeOnMoto } from './describe-on-moto.js';
import { type AccessKey, makeUser, policyOf, putUserPolicy } from './iam-user.js';

const USER = 'worker-manager';

const FEATURES: readonly WorkerFeature[] = [
  'launch',
  'images',
  'fitness',
  'lifecycle',
  'protection',
  'information',
  'waits',
  'tags',
  'tag-reads',
  'utilization',
  'console',
  'regions',
];

const ACTIONS = requiredIamPolicy(FEATURES).Statement.flatMap(({ Action }) => Action);

type Step = (client: Ec2WorkerClient, worker: WorkerInstance, groupId: string) => Promise<unknown>;

/** What may not be read of a launch is a finding of its own. */
const fitness: Step = async (client, { instanceType, subnetId }, groupId) => {
  const securityGroupIds = [groupId];
  const { findings } = await client.checkFitness({ instanceType, subnetId, securityGroupIds });
  const [finding] = findings.filter(({ code }) => code === 'NOT_CHECKED');
  throw new Error(finding?.message ?? 'Everything could be checked.');
};

const launch = { name: 'worker', amiId: IMAGE, instanceType: 't3.micro' };

/** A step that needs each action. */
const STEPS: Readonly<Record<string, Step>> = {
  'ec2:RunInstances': (client) => client.createInstance(launch),
  'ec2:CreateTags': (client, worker) => client.addTags(worker, { Team: 'labs' }),
  'ec2:DescribeImages': (client) => client.createInstance({ ...launch, rootVolume: { sizeGiB: 20 } }),
  'ec2:DescribeInstanceTypes': fitness,
  'ec2:DescribeInstanceTypeOfferings': fitness,
  'ec2:DescribeSubnets': fitness,
  'ec2:DescribeSecurityGroups': fitness,
  'ec2:StartInstances': (client, worker) => client.startInstance(worker),
  'ec2:StopInstances': (client, worker) => client.stopInstance(worker),
  'ec2:RebootInstances': (client, worker) => client.rebootInstance(worker),
  'ec2:TerminateInstances': (client, worker) => client.terminateInstance(worker),
  'ec2:ModifyInstanceAttribute': (client, worker) => client.setTerminationProtection(worker, false),
  'ec2:DescribeInstances': (client) => client.listInstances(),
  'ec2:DescribeInstanceStatus': (client, worker) => client.getInstanceStatusChecks(worker),
  'ec2:DeleteTags': (client, worker) => client.removeTags(worker, ['Team']),
  'ec2:DescribeTags': (client, worker) => client.readTags(worker),
  'cloudwatch:GetMetricData': (client, worker) => client.getInstanceResourcesUtilization(worker),
  'cloudwatch:ListMetrics': (client, worker) => client.getInstanceResourcesUtilization(worker),
  'ec2:GetConsoleOutput': (client, worker) => client.getConsoleOutput(worker),
  'ec2:DescribeRegions': (client) => client.checkRegion(HOME),
};

describeOnMoto('moto denying each action in turn', (moto) => {
  let key: AccessKey;
  let worker: WorkerInstance;
  let groupId: string;

  /** Lets the user do these actions and nothing else. */
  async function allow(actions: readonly string[]): Promise<void> {
    await moto().enforceIam('inf');
    await putUserPolicy(moto().url, USER, policyOf(actions));
    await moto().enforceIam(0);
  }

  const connect = () => new Ec2WorkerClient({ region: HOME, endpoint: moto().url, credentials: key });

  beforeAll(async () => {
    key = await makeUser(moto().url, USER, ACTIONS);
    await using client = connect();
    worker = await client.createInstance(launch);
    const ec2 = await client.ec2();
    const Filters = [{ Name: 'vpc-id', Values: [worker.vpcId ?? ''] }];
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
    groupId = SecurityGroups?.[0]?.GroupId ?? '';
    const config = { region: HOME, endpoint: moto().url, credentials: key };
    const cloudWatch = new CloudWatchClient(config);
    await cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: 'CWAgent',
        MetricData: [{ MetricName: 'mem_used_percent', Value: 1 }],
      }),
    );
    cloudWatch.destroy();
  });

  it('finds everything allowed that the policy of the features allows', async () => {
    await allow(ACTIONS);
    await using client = connect();

    const report = await client.checkAccess({ features: FEATURES });

    expect(report).toMatchObject({
      accountId: '123456789012',
      arn: `arn:aws:iam::123456789012:user/${USER}`,
      region: HOME,
      regionStatus: 'enabled',
      denied: [],
      unknown: [],
    });
    expect([...report.allowed].sort()).toEqual([...ACTIONS].sort());
  });

  it.each(ACTIONS)(
    '%s: checkAccess reports it, and the error of a step that needs it names it',
    async (action) => {
      await allow(ACTIONS.filter((other) => other !== action));
      await using client = connect();

      const { denied, regionStatus } = await client.checkAccess({ features: FEATURES });

      expect(denied.map((denial) => denial.action)).toEqual([action]);
      expect(regionStatus).toBe('enabled');
      const step = STEPS[action];
      const error = await step?.(client, worker, groupId).catch((thrown: unknown) => thrown);
      expect(error).toHaveProperty('message', expect.stringContaining(action));
      if (step === fitness) return;
      expect(error).toMatchObject({ kind: 'permission-denied', action, httpStatus: 403 });
    },
  );
});
