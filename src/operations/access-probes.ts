import { isRecord } from '../errors/describe-type.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import { resolveMetricWindow } from '../metrics/metric-window.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';
import { applyWorkerSettings } from './apply-worker-settings.js';
import type { CheckAccessOptions } from './check-access-options.js';
import { checkInstanceId } from './check-instance-id.js';
import { checkLaunch } from './check-launch.js';
import { ec2Metric, sumQuery } from './utilization-metrics.js';
import type { OperationCall, WorkerContext } from './worker-context.js';

/** Ids that are well-formed, and that nobody has. */
const NOBODY = { instanceId: 'i-00000000000000000', amiId: 'ami-00000000000000000' } as const;

/** How to find out about actions without harm. */
export interface AccessProbes {
  /** Sends the probe of an action; `undefined` where there is none. It tells whether a dry run was one. */
  of(action: string): (() => Promise<boolean>) | undefined;
  /** Whether the action is asked for by a dry run. */
  isDryRun(action: string): boolean;
  /** Whether the action would change something, were it carried out. */
  changes(action: string): boolean;
}

/**
 * The probes of a context: dry runs on EC2, and elsewhere calls that cost next to nothing and change nothing.
 *
 * @throws InvalidParameterError for a worker or a launch that is none.
 */
export function makeProbes(
  context: WorkerContext,
  call: OperationCall,
  { worker, launch }: Pick<CheckAccessOptions, 'worker' | 'launch'>,
): AccessProbes {
  const { access } = context;
  const instanceId =
    worker === undefined ? NOBODY.instanceId : isRecord(worker) ? worker['instanceId'] : worker;
  checkInstanceId(instanceId, call.operation, 'worker');
  const target = { instanceId, launch: completeLaunch(context, call, launch ?? {}) };
  const others = otherProbes(context, call);
  const isDryRun = (action: string): boolean => access.dryRunActions.includes(action);
  return {
    of: (action) => (isDryRun(action) ? () => access.dryRun(action, target, call) : others[action]),
    isDryRun,
    changes: (action) => isDryRun(action) && !/^ec2:(?:Describe|Get)/.test(action),
  };
}

/** A launch that the settings complete as far as they can; what they lack is made up. */
function completeLaunch(
  { settings, region }: WorkerContext,
  { operation }: OperationCall,
  given: Partial<CreateInstanceInput>,
): CreateInstanceInput {
  const launch = { name: 'ec2-worker-client-check', ...given };
  const made = { instanceType: 't3.micro', amiId: NOBODY.amiId };
  const completed = { ...made, ...completeBySettings(launch, settings, region, operation) };
  checkLaunch(completed, operation);
  return completed;
}

/** Whether the settings fit the region is not what is asked here. */
function completeBySettings(
  launch: CreateInstanceInput,
  settings: WorkerContext['settings'],
  region: string,
  operation: string,
): CreateInstanceInput {
  try {
    return applyWorkerSettings(launch, settings, region, operation);
  } catch (error) {
    if (InvalidParameterError.isInstance(error)) return launch;
    throw error;
  }
}

function otherProbes(
  { metrics, identity, clock }: WorkerContext,
  call: OperationCall,
): Readonly<Record<string, () => Promise<boolean>>> {
  const metricsCall = { ...call, instanceIds: [] };
  const window = resolveMetricWindow({}, 'basic', clock.now());
  const query = sumQuery(ec2Metric(NOBODY.instanceId, 'CPUUtilization'));
  return {
    'cloudwatch:GetMetricData': async () => {
      await metrics.read([query], window, metricsCall);
      return true;
    },
    'cloudwatch:ListMetrics': async () => {
      await metrics.list('AWS/EC2', NOBODY.instanceId, metricsCall);
      return true;
    },
    'sts:DecodeAuthorizationMessage': async () => {
      try {
        await identity.decodeDenial('none', call);
      } catch (error) {
        // Only to a caller who may read messages does AWS say that this is none.
        if (!InvalidParameterError.isInstance(error) || error.httpStatus === undefined) throw error;
      }
      return true;
    },
  };
}
