import { randomUUID } from 'node:crypto';
import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import { applyWorkerSettings } from './apply-worker-settings.js';
import { checkLaunch } from './check-launch.js';
import { withKnownImageName } from './images/image-names.js';
import { carryOutLaunch } from './launch/carry-out-launch.js';
import { fitChoices } from './launch/fit-choices.js';
import { planChoices } from './launch/planned-choice.js';
import { copyOf, findRootDevice } from './launch/prepare-launch.js';
import type { OperationCall, WorkerContext } from './worker-context.js';

/** Launches one instance, exactly once however often the request has to be sent. */
export async function createInstance(
  context: WorkerContext,
  call: OperationCall,
  given: CreateInstanceInput,
): Promise<WorkerInstance> {
  const completed = applyWorkerSettings(given, context.settings, context.region, call.operation);
  checkLaunch(completed, call.operation);
  const input = copyOf(completed, call.operation);
  const key = input.overrides?.ClientToken ?? input.clientToken ?? randomUUID();
  const rootDeviceName = await findRootDevice(context, { ...call, clientToken: key }, input);
  const { choices } = await fitChoices(context, call, planChoices(input));
  const intent = { key, isToken: true };
  const plan = { choices, count: 1, intent, launchKey: undefined, mayRepeat: true, rootDeviceName };
  const { progress } = await carryOutLaunch(context, call, plan);

  const [instance] = progress.instances;
  if (instance !== undefined) return withKnownImageName(context, instance);
  const message = `${call.operation}: the launch came to nothing, and to no error.`;
  throw progress.error ?? new Ec2WorkerError({ operation: call.operation, message });
}
