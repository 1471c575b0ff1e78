import { CreateLaunchTemplateCommand } from '@aws-sdk/client-ec2';
import { Ec2WorkerClient, requiredIamPolicy, WORKER_FEATURES, type WorkerFeature } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { WorkerSimulation } from '../client/worker-simulation.js';
import { TEMPLATE_NAME, type Use, type UseParts, USES as WORKER_USES } from './used-actions.js';
import { FLEET_USES } from './used-fleet-actions.js';
import { RESOURCE_USES } from './used-resource-actions.js';

const CLIENT_USES = [...WORKER_USES, ...RESOURCE_USES];
const USES = [...CLIENT_USES, ...FLEET_USES];

/** What the features are about that are so only by name. */
const CONDITIONS = {
  assumeRoles: ['arn:aws:iam::111122223333:role/workers'],
  passRoles: ['arn:aws:iam::123456789012:role/agent'],
  kmsKeys: ['arn:aws:kms:us-east-1:123456789012:key/1234'],
  leaseTables: ['arn:aws:dynamodb:us-east-1:123456789012:table/leases'],
};

/** EC2 itself uses the keys of volumes, in the name of whoever launches: no request of ours does. */
const NOT_SENT: readonly WorkerFeature[] = ['volume-keys'];

/** What asks AWS for nothing: it tells of the client, or makes another one, or ends it. */
const SILENT = ['constructor', 'region', 'resolveRegion', 'isDestroyed', 'ec2', 'destroy'];

/** AWS lets everybody ask who they are. */
const FREE = 'sts:GetCallerIdentity';

const policyOf = (features: readonly WorkerFeature[]) => requiredIamPolicy(features, CONDITIONS);
const actionsOf = (features: readonly WorkerFeature[]): string[] => [
  ...new Set(policyOf(features).Statement.flatMap(({ Action }) => Action)),
];

/** Two workers to work on, a launch template, and a client that has seen none of them. */
async function prepare(use: Use): Promise<UseParts> {
  const simulation = new WorkerSimulation();
  const { aws, clock, client: admin } = simulation;
  const running = await simulation.launchHealthy();
  const stopped = await simulation.launchHealthy();
  await admin.stopInstance(stopped);
  await admin.waitUntilStopped(stopped);
  const ec2 = await admin.ec2();
  const LaunchTemplateData = { ImageId: running.amiId };
  await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: TEMPLATE_NAME, LaunchTemplateData }));
  const client = simulation.connect({ decodeDenials: use.features.includes('denial-details') });
  aws.iam.clearUsedActions();
  return { aws, clock, client, running, stopped };
}

/** Which actions a use has needed, under a policy of features. */
async function usedActions(use: Use, features: readonly WorkerFeature[]): Promise<readonly string[]> {
  const parts = await prepare(use);
  parts.aws.iam.attachPolicy(policyOf(features), { principal: 'arn:aws:iam::123456789012:*' });
  await use.run(parts);
  return parts.aws.iam.usedActions.filter((action) => action !== FREE);
}

const title = ({ method, what }: Use): string => (what === undefined ? method : `${method} ${what}`);
const CASES = USES.map((use) => [title(use), use] as const);

describe('the features of the policy', () => {
  it.each(CASES)('%s: needs no action that its features do not name', async (_, use) => {
    const { features, optional = [] } = use;

    const used = await usedActions(use, [...features, ...optional]);

    expect(actionsOf([...features, ...optional])).toEqual(expect.arrayContaining([...used]));
    for (const feature of [...features, ...optional]) {
      expect([feature, actionsOf([feature]).filter((action) => used.includes(action))]).not.toEqual([
        feature,
        [],
      ]);
    }
  });

  it.each(CASES.filter(([, { optional }]) => optional !== undefined))(
    '%s: does without what is optional',
    async (_, use) => {
      await expect(usedActions(use, use.features)).resolves.not.toEqual([]);
    },
  );

  it('name no action that nothing needs', async () => {
    const used = new Map<WorkerFeature, Set<string>>();
    for (const use of USES) {
      const features = [...use.features, ...(use.optional ?? [])];
      const actions = await usedActions(use, features);
      for (const feature of features) {
        const known = used.get(feature) ?? new Set();
        for (const action of actions) known.add(action);
        used.set(feature, known);
      }
    }
    const summed: readonly WorkerFeature[] = ['lifecycle', ...NOT_SENT];
    for (const feature of WORKER_FEATURES.filter((each) => !summed.includes(each))) {
      const actions = actionsOf([feature]);
      expect([feature, actions]).toEqual([
        feature,
        actions.filter((action) => used.get(feature)?.has(action)),
      ]);
    }
    expect(actionsOf(['lifecycle']).toSorted()).toEqual(
      actionsOf(['start', 'stop', 'reboot', 'terminate']).toSorted(),
    );
  });

  it('know every method of the client', () => {
    const client = new Ec2WorkerClient({ region: 'us-east-1' });
    const own = Object.entries(client).flatMap(([group, methods]) =>
      Object.keys(methods as object).map((method) => `${group}.${method}`),
    );
    const methods = [...own];
    for (let type = Ec2WorkerClient.prototype as object; type !== Object.prototype; ) {
      methods.push(...Object.getOwnPropertyNames(type));
      type = Object.getPrototypeOf(type) as object;
    }

    const known = [...CLIENT_USES.map(({ method }) => method), ...SILENT];

    expect([...new Set(methods)].toSorted()).toEqual([...new Set(known)].toSorted());
  });
});
