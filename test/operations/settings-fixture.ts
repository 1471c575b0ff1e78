import { InvalidParameterError } from 'ec2-worker-client';
import {
  defineWorkerSettings,
  type WorkerLaunchInput,
  type WorkerSettingsInput,
} from 'ec2-worker-client/settings';
import { applyWorkerSettings } from '../../src/operations/apply-worker-settings.js';
import type { LaunchToComplete } from '../../src/operations/refuse-forbidden.js';

export const US = 'us-east-1';
export const EU = 'eu-west-1';

/** Settings with everything for one region. */
export const FULL: { readonly worker: WorkerLaunchInput } = {
  worker: {
    ami: { [US]: { amiId: 'ami-0123456789abcdef0', amiName: 'CML-2.7.0-Ubuntu-22.04' } },
    network: {
      [US]: {
        vpcId: 'vpc-0123456789abcdef0',
        subnetId: 'subnet-0123456789abcdef0',
        securityGroupIds: ['sg-0123456789abcdef0'],
      },
    },
    keyPairs: { [US]: 'cml-worker-keypair-use1' },
    defaultTags: { ManagedBy: 'CML-Cloud-Manager', Environment: 'Production' },
  },
};

/** Completes a launch by settings, in a region. */
export function apply(
  input: Partial<LaunchToComplete>,
  given: WorkerSettingsInput = FULL,
  region: string = US,
): unknown {
  return applyWorkerSettings({ name: 'worker', ...input }, defineWorkerSettings(given), region);
}

/** What a launch is refused with. */
export function refusal(run: () => unknown): InvalidParameterError {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidParameterError) return error;
    throw error;
  }
  throw new Error('Expected a refusal.');
}
