import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { PortCall } from './ec2-port.js';

/** What to hold the actions against that are about something. */
export interface DryRunTarget {
  /** A worker that is there, or an id that nobody has. */
  readonly instanceId: string;
  /** A launch, complete. */
  readonly launch: CreateInstanceInput;
}

/** EC2 as far as it tells what may be done there. */
export interface AccessPort {
  /** The actions that can be tried without doing anything. */
  readonly dryRunActions: readonly string[];
  /**
   * Sends an action as a dry run, in which EC2 checks the caller and does nothing.
   *
   * @returns Whether it was one: an emulator may take no notice, and carry the action out.
   * @throws Ec2WorkerError unless EC2 says that it would have carried it out.
   */
  dryRun(action: string, target: DryRunTarget, call: PortCall): Promise<boolean>;
  /** Whether the account has opted in to a region, in AWS's words; `undefined` for one that does not exist. */
  readOptInStatus(region: string, call: PortCall): Promise<string | undefined>;
}
