import type { WorkerInstance } from '../model/worker-instance.js';
import type { WaitTable } from '../waiters/verdict.js';
import { wait } from '../waiters/wait.js';
import type { WaitOptions } from '../waiters/wait-options.js';
import { describeNow } from './get-instance-details.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** Waits for an instance by one of the wait tables. */
export function waitForInstance(
  context: WorkerContext,
  call: InstanceCall,
  table: WaitTable,
  options: WaitOptions,
): Promise<WorkerInstance> {
  return wait(table, call.instanceId, options, {
    region: context.region,
    clock: context.clock,
    logger: context.logger,
    closing: context.closing,
    source: context.observations,
    changes: context.ledger,
    describe: (instanceId, describeCall) => describeNow(context, { ...describeCall, instanceId }),
  });
}
