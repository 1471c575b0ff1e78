import { randomUUID } from 'node:crypto';
import { NetworkError } from '../errors/network-error.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import { checkLaunch } from './check-launch.js';
import type { OperationCall, WorkerContext } from './worker-context.js';

/** Launches one instance, exactly once however often the request has to be sent. */
export async function createInstance(
  context: WorkerContext,
  call: OperationCall,
  given: CreateInstanceInput,
): Promise<WorkerInstance> {
  checkLaunch(given, call.operation);
  // A copy: the caller may go on to change the object while the root device is looked up.
  const input = structuredClone(given);
  const clientToken = input.overrides?.ClientToken ?? input.clientToken ?? randomUUID();
  const rootDeviceName = await rootDevice(context, call, input);
  const instances = await context.ec2.launch({ input, clientToken, rootDeviceName }, call);
  for (const { instanceId } of instances) context.ledger.noteLaunch(instanceId);

  const [instance] = instances;
  if (instance === undefined) throw lostReply(context, call, clientToken);
  return { ...instance, amiName: input.amiName };
}

/** EC2 sizes the root volume only under its device name; under another it would add a second volume. */
async function rootDevice(
  context: WorkerContext,
  call: OperationCall,
  { rootVolume, amiId }: CreateInstanceInput,
): Promise<string | undefined> {
  if (rootVolume === undefined) return undefined;
  return rootVolume.deviceName ?? (await context.ec2.findRootDevice(amiId ?? '', call));
}

function lostReply(
  { region }: WorkerContext,
  { operation }: OperationCall,
  clientToken: string,
): NetworkError {
  return new NetworkError({
    operation,
    region,
    clientToken,
    retryable: true,
    message:
      `${operation} in ${region} failed: the reply names no instance. ` +
      `Launch again with clientToken "${clientToken}": if there is an instance already, EC2 returns that one.`,
  });
}
