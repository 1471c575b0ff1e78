import type { ImageMakerPort } from '../ec2/image-maker-port.js';
import type { ImagePort } from '../ec2/image-port.js';
import type { MachinePort } from '../ec2/machine-port.js';
import type { SnapshotPort } from '../ec2/snapshot-port.js';
import type { SpotPort } from '../ec2/spot-port.js';
import type { VolumePort } from '../ec2/volume-port.js';
import type { SnapshotTurns } from './snapshots/snapshot-turns.js';

/** What operations on volumes, snapshots, images of workers and the spot market work with. */
export interface ResourceParts {
  readonly snapshots: SnapshotPort;
  readonly volumes: VolumePort;
  readonly machines: MachinePort;
  readonly spot: SpotPort;
  readonly imageMaker: ImageMakerPort;
  /** Images as they are now: nothing is remembered. */
  readonly imageReader: ImagePort;
  readonly snapshotTurns: SnapshotTurns;
}
