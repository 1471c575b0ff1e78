import {
  type CreateInstanceInput,
  type IamPolicyConditions,
  requiredIamPolicy,
  type WorkerFeature,
} from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH, WorkerSimulation } from '../client/worker-simulation.js';

const FEATURES: readonly WorkerFeature[] = [
  'launch',
  'images',
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

/** A client whose policy is made for some features. */
function simulate(conditions: IamPolicyConditions = {}, features = FEATURES): WorkerSimulation {
  const simulation = new WorkerSimulation({ decodeDenials: false });
  simulation.aws.iam.attachPolicy(requiredIamPolicy(features, conditions));
  return simulation;
}

/** Everything that a service does with a worker, step by step. */
async function workWith(
  { client }: WorkerSimulation,
  input: Partial<CreateInstanceInput> = {},
): Promise<string> {
  const worker = await client.createInstance({ ...LAUNCH, rootVolume: { sizeGiB: 20 }, ...input });
  await client.waitUntilHealthy(worker);
  await client.addTags(worker, { AssignedLab: 'CCNA' });
  await client.readTags(worker);
  await client.removeTags(worker, ['AssignedLab']);
  await client.listInstances();
  await client.getInstanceResourcesUtilization(worker);
  await client.getConsoleOutput(worker);
  await client.setTerminationProtection(worker, false);
  await client.rebootInstance(worker);
  await client.stopInstance(worker);
  await client.waitUntilStopped(worker);
  await client.startInstance(worker);
  await client.terminateInstance(worker);
  await client.checkRegion('us-east-1');
  return worker.instanceId;
}

describe('the policy of features', () => {
  it.each<[string, IamPolicyConditions, Partial<CreateInstanceInput>]>([
    ['as it is', {}, {}],
    ['of regions', { regions: ['us-east-1'] }, {}],
    ['of tags', { tags: { Team: 'labs', Env: 'test' } }, { tags: { Team: 'labs', Env: 'test' } }],
    ['of types', { instanceTypes: ['t3.micro', 'c5.2xlarge'] }, {}],
    ['of an account', { accountId: '123456789012' }, {}],
    [
      'of all of them',
      {
        regions: ['us-east-1'],
        tags: { Team: 'labs' },
        instanceTypes: ['c5.2xlarge'],
        accountId: '123456789012',
      },
      {
        tags: { Team: 'labs' },
        keyName: 'key',
        securityGroupIds: ['sg-0123456789abcdef0'],
        assignPublicIp: true,
      },
    ],
  ])('%s is enough for all that they do', async (_, conditions, input) => {
    await expect(workWith(simulate(conditions), input)).resolves.toMatch(/^i-/);
  });

  it('needs every one of its actions: without any one of them, a step fails and names it', async () => {
    const { Statement } = requiredIamPolicy(FEATURES);
    const actions = Statement.flatMap(({ Action }) => Action);
    for (const missing of actions) {
      const simulation = new WorkerSimulation({ decodeDenials: false });
      const Action = actions.filter((action) => action !== missing);
      simulation.aws.iam.attachPolicy({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
      });

      const error = await failure(workWith(simulation));

      expect(error).toMatchObject({ kind: 'permission-denied', action: missing });
      expect(error.message).toContain(missing);
    }
    expect(actions.length).toBeGreaterThan(12);
  });
});

describe('a policy that is narrowed down', () => {
  it('to a region refuses another one', async () => {
    const { client } = simulate({ regions: ['us-east-1'] });

    const error = await failure(client.createInstance(LAUNCH, { region: 'eu-west-1' }));

    expect(error).toMatchObject({
      kind: 'permission-denied',
      action: 'ec2:RunInstances',
      region: 'eu-west-1',
    });
  });

  it('to types refuses another one', async () => {
    const { client } = simulate({ instanceTypes: ['t3.micro'] });

    const error = await failure(client.createInstance(LAUNCH));

    expect(error).toMatchObject({ kind: 'permission-denied', action: 'ec2:RunInstances' });
    await expect(client.createInstance({ ...LAUNCH, instanceType: 't3.micro' })).resolves.toBeDefined();
  });

  it.each(['stopInstance', 'terminateInstance', 'rebootInstance', 'getConsoleOutput'] as const)(
    'to tags refuses %s of an instance without them',
    async (method) => {
      const simulation = new WorkerSimulation({ decodeDenials: false });
      const [own, foreign] = [
        await simulation.launchHealthy({ tags: { Team: 'labs' } }),
        await simulation.launchHealthy({ tags: { Team: 'others' } }),
      ];
      simulation.aws.iam.attachPolicy(requiredIamPolicy(FEATURES, { tags: { Team: 'labs' } }));

      await expect(failure(simulation.client[method](foreign))).resolves.toMatchObject({
        kind: 'permission-denied',
        resource: expect.stringContaining(foreign.instanceId),
      });
      await expect(simulation.client[method](own)).resolves.not.toThrow();
    },
  );

  it('to tags refuses to take over a foreign instance by tagging it, and a launch without the tags', async () => {
    const simulation = new WorkerSimulation({ decodeDenials: false });
    const foreign = await simulation.launch();
    simulation.aws.iam.attachPolicy(requiredIamPolicy(FEATURES, { tags: { Team: 'labs' } }));

    await expect(failure(simulation.client.addTags(foreign, { Team: 'labs' }))).resolves.toMatchObject({
      action: 'ec2:CreateTags',
    });
    await expect(failure(simulation.client.createInstance(LAUNCH))).resolves.toMatchObject({
      action: 'ec2:RunInstances',
    });
  });
});
