import type { ActivityOptions } from '../../cml/idle/read-activity.js';
import { type CmlHostOfOptions, cmlHostOf } from '../cml-host-of.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import type { WorkerActivity } from './idle-options.js';

/** How to ask the CML hosts of a fleet for their use. */
export interface CmlActivityOfOptions
  extends CmlHostOfOptions,
    Pick<ActivityOptions, 'ignoreUserIds' | 'categories'> {}

/** Makes a function that asks the CML host on a worker how it is used: for `activityOf` of a fleet's idle shutdown. */
export function cmlActivityOf(
  options: CmlActivityOfOptions,
): (worker: FleetWorker, call: { readonly abortSignal: AbortSignal | undefined }) => Promise<WorkerActivity> {
  const { ignoreUserIds, categories, ...hostOptions } = options;
  return async (worker, { abortSignal }) => {
    const host = cmlHostOf(worker, hostOptions);
    try {
      const activity = await host.activity({ ignoreUserIds, categories, abortSignal });
      const { active, unclear } = await host.labs({ abortSignal });
      return { activity, activeLabs: active === 0 && unclear > 0 ? undefined : active };
    } finally {
      await host.close();
    }
  };
}
