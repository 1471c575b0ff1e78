import type { FleetWorkerRef } from './discovery/fleet-worker.js';
import type { FleetCallOptions } from './discovery/list-workers.js';
import type { IdleDecision, IdleReport } from './idle/idle-decision.js';
import type { IdleLoopOptions, IdleOptions } from './idle/idle-options.js';
import type { FleetMonitor } from './monitor/fleet-monitor.js';
import type { MonitorOptions } from './monitor/monitor-options.js';
import type { RecoveryDecision, RecoveryReport } from './recovery/recovery-decision.js';
import type { RecoveryLoopOptions, RecoveryOptions } from './recovery/recovery-options.js';

/** How a fleet is looked after: what happens in it is told, the sick are healed, and the idle are stopped. */
export interface UpkeepMethods {
  /**
   * Tells what happens to the workers: that they appear and vanish, and what changes of their states, checks, tags,
   * assignments and scheduled events. A region that cannot be read takes no worker away. Events are also published on
   * the diagnostics channels `ec2-worker-client:fleet:<type>`. Leave the loop, or abort, to end it.
   *
   * @throws InvalidParameterError for options that make no sense. The loop throws any error that waiting cannot mend,
   * such as PermissionDeniedError, and AbortedError at the end of its signal.
   * @example
   * {@includeCode ../../examples/watch-for-impaired-workers.ts#program}
   */
  monitor(options?: MonitorOptions): FleetMonitor;

  /**
   * Sees to the impaired workers once: begins what the policy says about each, or goes on with what was begun, by one
   * action each. What is under way is written on the workers as tags, so that the next call goes on from there, in
   * whatever process: call it every minute, or use {@link UpkeepMethods.recovery}.
   *
   * Processes that do this at the same time keep out of each other's way by the fleet's leases. Without, each reads a
   * worker again right before it acts: two that do so within the same second may both reboot it, but they stop, start
   * and replace it only once.
   *
   * @throws InvalidParameterError for a policy that makes no sense; OperationNotPermittedError for a fleet without an
   * ownership value; AbortedError; where no region at all can be read, the error of the first. What fails on one worker
   * is in its decision.
   */
  recover(options?: RecoveryOptions): Promise<RecoveryReport>;

  /**
   * Sees to the impaired workers for as long as the loop goes on, and tells each decision that is new. Decisions are
   * also published on the diagnostics channel `ec2-worker-client:fleet:recovery`. Leave the loop, or abort, to end it.
   *
   * A fleet that cannot be read for the moment is looked at again with the next pass; the logger is warned.
   *
   * @throws As {@link UpkeepMethods.recover} and {@link UpkeepMethods.monitor}, but for what is `retryable`. Whoever
   * begins the loop anew goes on with what was begun.
   * @example
   * {@includeCode ../../examples/recover-workers.ts#program}
   */
  recovery(options?: RecoveryLoopOptions): AsyncIterable<RecoveryDecision>;

  /**
   * Stops the workers that nobody uses, once: by the signs of use of their lab service, or by processor and network.
   * Since when a worker is idle is what those tell, and nothing that is kept here. Right before a stop everything is
   * looked at again; what is not known never leads to one.
   *
   * @throws InvalidParameterError for options that make no sense; OperationNotPermittedError for a fleet without an
   * ownership value; AbortedError; where no region at all can be read, the error of the first. What fails on one worker
   * is in its decision.
   */
  checkIdle(options?: IdleOptions): Promise<IdleReport>;

  /**
   * Stops the workers that nobody uses for as long as the loop goes on, and tells each warning, each stop, and each
   * other reason to keep a worker than before. Also published on the diagnostics channels
   * `ec2-worker-client:fleet:idle-warning`, `idle-shutdown` and `idle-kept`. Leave the loop, or abort, to end it.
   *
   * A fleet that cannot be read for the moment is looked at again with the next pass; the logger is warned.
   *
   * @throws As {@link UpkeepMethods.checkIdle}, but for what is `retryable`.
   * @example
   * {@includeCode ../../examples/stop-idle-workers.ts#program}
   */
  idleShutdown(options?: IdleLoopOptions): AsyncIterable<IdleDecision>;

  /**
   * Keeps a worker from being stopped for being idle, for so many minutes, up to a week; 0 takes that back.
   *
   * @returns Until when; `undefined` after 0.
   * @throws InstanceNotFoundError; InvalidParameterError for minutes that are none, or more than a week.
   */
  snooze(worker: FleetWorkerRef, minutes: number, options?: FleetCallOptions): Promise<Date | undefined>;
}
