import { randomUUID } from 'node:crypto';
import { adviseOnLostLaunch, failureMessage } from '../errors/failure-message.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import { NetworkError } from '../errors/network-error.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import { applyWorkerSettings } from './apply-worker-settings.js';
import { checkLaunch } from './check-launch.js';
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
  const clientToken = input.overrides?.ClientToken ?? input.clientToken ?? randomUUID();
  const launch = { ...call, clientToken };
  const rootDeviceName = await rootDevice(context, launch, input);
  const instances = await context.ec2.launch({ input, clientToken, rootDeviceName }, launch);
  for (const { instanceId } of instances) context.ledger.noteLaunch(instanceId);

  const [instance] = instances;
  if (instance === undefined) throw lostReply(context, launch);
  return { ...instance, amiName: input.amiName };
}

/** A copy: the caller may go on to change the object while the root device is looked up. */
function copyOf(input: CreateInstanceInput, operation: string): CreateInstanceInput {
  try {
    return structuredClone(input);
  } catch (cause) {
    const expected = 'plain data';
    throw new InvalidParameterError({
      operation,
      parameter: 'input',
      expected,
      received: 'something else',
      cause,
    });
  }
}

/** EC2 sizes the root volume only under its device name; under another it would add a second volume. */
async function rootDevice(
  context: WorkerContext,
  call: OperationCall,
  { rootVolume, amiId, overrides }: CreateInstanceInput,
): Promise<string | undefined> {
  if (rootVolume === undefined || rootVolume.deviceName !== undefined) return rootVolume?.deviceName;
  const deviceName = await context.ec2.findRootDevice(overrides?.ImageId ?? amiId ?? '', call);
  if (deviceName !== undefined) return deviceName;
  throw new InvalidParameterError({
    operation: call.operation,
    region: context.region,
    parameter: 'rootVolume.deviceName',
    expected: 'the root device, such as /dev/sda1, since the image names none',
  });
}

function lostReply(
  { region }: WorkerContext,
  { operation, clientToken }: OperationCall & { readonly clientToken: string },
): NetworkError {
  const text = 'the reply names no instance';
  const advice = adviseOnLostLaunch(clientToken);
  const message = failureMessage({ operation, region, text, advice });
  return new NetworkError({ operation, region, clientToken, message });
}
