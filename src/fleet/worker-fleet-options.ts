import type { AssumeRoleOptions } from '../model/assume-role-options.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { Logger } from '../model/logger.js';
import type { WorkerSettings } from '../settings/worker-settings.js';
import type { Clock } from '../time/clock.js';
import type { FleetOwnership } from './discovery/ownership.js';
import type { FleetClient } from './fleet-client.js';
import type { LeaseStore } from './leases/lease-store.js';

/** Which workers a fleet is made of, and what it works with. */
export interface WorkerFleetOptions {
  /** Does everything that is done in EC2: an `Ec2WorkerClient`. It stays the caller's to destroy. */
  readonly client: FleetClient;
  /** The regions of the fleet, at least one, each named once. Default: the client's own. */
  readonly regions?: readonly AwsRegion[] | undefined;
  /**
   * The accounts of the fleet, at least one, each named once: by a role to take on in each, or `'own'` for the
   * client's own. Default: the client's own alone.
   */
  readonly accounts?: readonly ('own' | AssumeRoleOptions)[] | undefined;
  /** By which tag the fleet knows its workers. Default: `ManagedBy`, with the value that the settings give it. */
  readonly ownership?: FleetOwnership | undefined;
  /** Of `ec2-worker-client/settings`. Default: none. */
  readonly settings?: WorkerSettings | undefined;
  /**
   * Makes assignments exclusive across processes: all that assign workers of the fleet have to share one store.
   * Default: none, and only the calls of one fleet in one process keep out of one another's way.
   */
  readonly leases?: LeaseStore | undefined;
  /** What tells the time. Default: the system's clock. */
  readonly clock?: Clock | undefined;
  /** Hears of what no caller is told. Default: silent. */
  readonly logger?: Logger | undefined;
}
