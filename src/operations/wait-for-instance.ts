import type { WorkerInstance } from '../model/worker-instance.js';
import type { WaitTable } from '../waiters/verdict.js';
import { wait } from '../waiters/wait.js';
import type { WaitOptions } from '../waiters/wait-options.js';
import type { InstanceCall, WorkerContext } from './worker-context.js';

/** Waits for an instance by one of the wait tables. */
export function waitForInstance(
  context: WorkerContext,
  { instanceId }: InstanceCall,
  table: WaitTable,
  options: WaitOptions,
): Promise<WorkerInstance> {
  return wait(table, instanceId, options, context.waits);
}
