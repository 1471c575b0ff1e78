import type { PortCall } from '../../ec2/ec2-port.js';
import { InvalidParameterError } from '../../errors/invalid-parameter-error.js';
import type { CreateInstanceInput } from '../../model/create-instance-input.js';
import { readRootDevice } from '../images/find-images.js';
import type { WorkerContext } from '../worker-context.js';
import { readTemplate } from './launch-template.js';

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
  input: CreateInstanceInput,
): Promise<string | undefined> {
  const { rootVolume, amiId, overrides } = input;
  if (rootVolume === undefined || rootVolume.deviceName !== undefined) return rootVolume?.deviceName;
  const imageId = overrides?.ImageId ?? amiId ?? (await readTemplate(context, call, input))?.imageId;
  const deviceName = imageId === undefined ? undefined : await readRootDevice(context, call, imageId);
  if (deviceName !== undefined) return deviceName;
  const source = imageId === undefined ? 'launch template' : 'image';
  throw new InvalidParameterError({
    operation: call.operation,
    region: context.region,
    parameter: 'rootVolume.deviceName',
    expected: `the root device, such as /dev/sda1, since the ${source} names none`,
  });
}
