import { requiredIamPolicy, WORKER_FEATURES, type WorkerFeature } from 'ec2-worker-client';
import { actionsOf } from '../../../src/permissions/worker-feature.js';
import { code, table } from './table.js';

/** What a service needs that creates, ends and watches its own workers. */
const USUAL: readonly WorkerFeature[] = ['launch', 'lifecycle', 'information', 'waits', 'tags', 'images'];

/** The actions of each feature. */
export function featuresPart(): string {
  const rows = WORKER_FEATURES.map((feature) => [code(feature), actionsOf([feature]).map(code).join(', ')]);
  return table(['Feature', 'Actions'], rows);
}

/** The policy of a service that runs workers of its own tags in two regions. */
export function policyPart(): string {
  const policy = requiredIamPolicy(USUAL, {
    regions: ['us-east-1', 'eu-west-1'],
    tags: { ManagedBy: 'CML-Cloud-Manager' },
    instanceTypes: ['m8i.2xlarge', 'm8i.4xlarge'],
  });
  return `\`\`\`json\n${JSON.stringify(policy, undefined, 2)}\n\`\`\``;
}
