import type { CreateImageInput } from '../model/create-image-input.js';
import type { PortCall } from './ec2-port.js';

/** Makes images of instances, in one region and for one identity. */
export interface ImageMakerPort {
  /**
   * Repeated where nobody knows what became of it, since EC2 takes a name once.
   *
   * @returns The image's id; `undefined` if there is an image of the name already.
   */
  create(instanceId: string, input: CreateImageInput, call: PortCall): Promise<string | undefined>;
}
