import type { PortCall } from '../../ec2/ec2-port.js';
import { InvalidParameterError } from '../../errors/invalid-parameter-error.js';
import type { CreateInstanceInput } from '../../model/create-instance-input.js';
import { readRootDevice } from '../images/find-images.js';
import type { WorkerContext } from '../worker-context.js';

/** A copy: the caller may go on to change the object while something is looked up. */
export function copyOf<Input extends CreateInstanceInput>(input: Input, operation: string): Input {
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
export async function findRootDevice(
  context: WorkerContext,
  call: PortCall,
  { rootVolume, amiId, overrides }: CreateInstanceInput,
): Promise<string | undefined> {
  if (rootVolume === undefined || rootVolume.deviceName !== undefined) return rootVolume?.deviceName;
  const deviceName = await readRootDevice(context, call, overrides?.ImageId ?? amiId ?? '');
  if (deviceName !== undefined) return deviceName;
  throw new InvalidParameterError({
    operation: call.operation,
    region: context.region,
    parameter: 'rootVolume.deviceName',
    expected: 'the root device, such as /dev/sda1, since the image names none',
  });
}
