import { InstanceState } from '../../model/instance-state.js';
import type { FleetContext } from '../fleet-context.js';
import type { FleetListing } from './fleet-listing.js';
import type { FleetWorker } from './fleet-worker.js';
import { type Listing, listWorkers } from './list-workers.js';

/** Lists the workers that run and whose checks are good. */
export function listHealthy(context: FleetContext, listing: Listing): Promise<FleetListing> {
  return listFit(context, listing, ({ healthy }) => healthy);
}

/** Lists the healthy workers that no lab is assigned to. */
export function listAvailable(context: FleetContext, listing: Listing): Promise<FleetListing> {
  return listFit(context, listing, ({ healthy, assignment }) => healthy && assignment === undefined);
}

async function listFit(
  context: FleetContext,
  listing: Listing,
  isFit: (worker: FleetWorker) => boolean,
): Promise<FleetListing> {
  const { states = [InstanceState.RUNNING] } = listing.criteria;
  const criteria = { ...listing.criteria, states };
  const { workers, ...rest } = await listWorkers(context, { ...listing, criteria });
  return { workers: workers.filter(isFit), ...rest };
}
