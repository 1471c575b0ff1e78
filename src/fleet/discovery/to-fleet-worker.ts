import type { InstanceStatusChecks } from '../../model/instance-status-checks.js';
import { isHealthy } from '../../model/is-healthy.js';
import type { WorkerInstance } from '../../model/worker-instance.js';
import type { WorkerSettings } from '../../settings/worker-settings.js';
import { cmlVersionOf } from './cml-version.js';
import type { FleetWorker } from './fleet-worker.js';
import { readAssignment } from './lab-assignment.js';

/** What is known of a worker beside the instance. */
export interface WorkerKnowledge {
  readonly roleArn: string | undefined;
  readonly checks: InstanceStatusChecks | undefined;
  readonly settings: WorkerSettings | undefined;
}

/** Puts together what is known of a worker. The checks were read after the instance, so their state is the newer one. */
export function toFleetWorker(
  instance: WorkerInstance,
  { roleArn, checks, settings }: WorkerKnowledge,
): FleetWorker {
  return Object.freeze({
    ...instance,
    instanceState: checks?.instanceState ?? instance.instanceState,
    instanceStatus: checks?.instanceStatus ?? instance.instanceStatus,
    systemStatus: checks?.systemStatus ?? instance.systemStatus,
    roleArn,
    checks,
    healthy: checks !== undefined && isHealthy(checks),
    assignment: readAssignment(instance.tags),
    cmlVersion: cmlVersionOf(instance, settings),
  });
}
