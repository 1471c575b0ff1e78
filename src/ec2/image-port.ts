import type { ImageQuery, WorkerImage, WorkerImageState } from '../model/worker-image.js';
import type { PortCall } from './ec2-port.js';

/** An image with what a launch has to know of it. */
export interface LaunchableImage extends WorkerImage {
  /** The device of its root volume, such as `/dev/sda1`. */
  readonly rootDeviceName: string | undefined;
}

/** Which images to find, checked, with the defaults filled in and free of empty lists. */
export interface FullImageQuery extends Omit<ImageQuery, 'owners' | 'states'> {
  readonly owners: readonly string[];
  readonly states: readonly WorkerImageState[];
}

/** Machine images, in one region and for one identity. */
export interface ImagePort {
  /** Every image that matches, in no order. */
  find(query: FullImageQuery, call: PortCall): Promise<readonly LaunchableImage[]>;
  /** The images of these ids; one that does not exist, or may not be seen, is left out. At least one id. */
  read(imageIds: readonly string[], call: PortCall): Promise<readonly LaunchableImage[]>;
}
