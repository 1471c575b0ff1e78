import { describe } from 'vitest';
import type { ClientContract } from './contract-world.js';
import { describeCopying } from './groups/copying.js';
import { describeFitting } from './groups/fitting.js';
import { describeLaunching } from './groups/launching.js';
import { describeLaunchingSeveral } from './groups/launching-several.js';
import { describeLifecycle } from './groups/lifecycle.js';
import { describeListing } from './groups/listing.js';
import { describeLookingUp } from './groups/looking-up.js';
import { describeMeasuring } from './groups/measuring.js';
import { describeRegions } from './groups/regions.js';
import { describeTagging } from './groups/tagging.js';
import { describeWaiting } from './groups/waiting.js';

/**
 * What the client does with any server that speaks EC2's and CloudWatch's protocols. Cases that a server's
 * features rule out show up as skipped.
 */
export function describeClientContract(name: string, contract: ClientContract): void {
  describe(`Ec2WorkerClient on ${name}`, () => {
    describeLaunching(contract);
    describeLaunchingSeveral(contract);
    describeFitting(contract);
    describeWaiting(contract);
    describeLookingUp(contract);
    describeListing(contract);
    describeTagging(contract);
    describeLifecycle(contract);
    describeCopying(contract);
    describeMeasuring(contract);
    describeRegions(contract);
  });
}
