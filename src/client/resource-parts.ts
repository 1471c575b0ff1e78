import type { Ec2Sender } from '../ec2/ec2-request.js';
import { SdkImageMakerPort } from '../ec2/sdk-image-maker-port.js';
import { SdkImagePort } from '../ec2/sdk-image-port.js';
import { SdkMachinePort } from '../ec2/sdk-machine-port.js';
import { SdkSnapshotPort } from '../ec2/sdk-snapshot-port.js';
import { SdkSpotPort } from '../ec2/sdk-spot-port.js';
import { SdkVolumePort } from '../ec2/sdk-volume-port.js';
import type { ResourceParts } from '../operations/resource-parts.js';
import { SnapshotTurns } from '../operations/snapshots/snapshot-turns.js';
import type { SessionOptions } from './session-options.js';

/** Builds what a session needs for volumes, snapshots and the spot market. */
export function resourceParts(
  sender: Ec2Sender,
  { region, clock }: Pick<SessionOptions, 'region' | 'clock'>,
): ResourceParts {
  return {
    snapshots: new SdkSnapshotPort(sender, region),
    volumes: new SdkVolumePort(sender, region),
    machines: new SdkMachinePort(sender, region),
    spot: new SdkSpotPort(sender, region),
    imageMaker: new SdkImageMakerPort(sender, region),
    imageReader: new SdkImagePort(sender, region),
    snapshotTurns: new SnapshotTurns(clock),
  };
}
