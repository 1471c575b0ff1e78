import type { Ec2Region } from './ec2/ec2-region.js';
import type { SimulatedCapacity, SimulatedOffering, SimulatedQuota } from './ec2/launch-supply.js';
import type { SimulatedImage } from './ec2/simulated-image.js';
import type { SimulatedSecurityGroup, SimulatedSubnet } from './ec2/simulated-network.js';
import type { SimulatedSpotPrice } from './ec2/spot-price-board.js';
import type { SimulatedParameter } from './ssm/parameter-store.js';

const DEFAULT_REGION = 'us-east-1';

/**
 * What the simulated AWS is furnished with: what there is to launch from and into, and how much of it. Images,
 * networks and key pairs that nobody has put anywhere exist all the same, so a test furnishes only what matters to it;
 * a launch template has to be made, by CreateLaunchTemplate. All of it is of the simulation's own account; the
 * accounts of roles have what nobody limits.
 */
export abstract class SimulatedStock {
  /** Adds an image that DescribeImages finds by name, owner and filters. @returns Its id. */
  putImage(image: SimulatedImage): string {
    return this.regionOf(image.region).addImage(image);
  }

  /** Adds a subnet, or gives a known one other traits. @returns Its id. */
  putSubnet(subnet: SimulatedSubnet): string {
    const region = this.regionOf(subnet.region ?? regionOfZone(subnet.availabilityZone));
    const subnetId = region.network.putSubnet(subnet, region.account.ids);
    region.account.homes.set(subnetId, region.name);
    return subnetId;
  }

  /** Adds a security group, or gives a known one other traits. @returns Its id. */
  putSecurityGroup(group: SimulatedSecurityGroup): string {
    const region = this.regionOf(group.region);
    const groupId = region.network.putGroup(group, region.account.ids);
    region.account.homes.set(groupId, region.name);
    return groupId;
  }

  /** Adds a key pair for DescribeKeyPairs to list. */
  putKeyPair(keyPair: { readonly keyName: string; readonly region?: string | undefined }): void {
    this.regionOf(keyPair.region).network.putKeyPair(keyPair.keyName);
  }

  /** Adds a parameter to SSM, for `resolve:ssm:` and GetParameter, or a version to a known one. */
  putParameter(parameter: SimulatedParameter): void {
    const { account, name, now } = this.regionOf(parameter.region);
    account.parameters.put(parameter, { accountId: account.accountId, region: name }, now);
  }

  /** Puts a price on the spot market, for DescribeSpotPriceHistory. What nobody prices has none. */
  putSpotPrice(price: SimulatedSpotPrice): void {
    const region = this.regionOf(regionOfZone(price.availabilityZone));
    region.spotPrices.put(price, region.now);
  }

  /**
   * Limits how many instances AWS has of a type, in a zone or for a market. A launch gets as many as are left,
   * or `InsufficientInstanceCapacity` when that is less than its `MinCount`; a start needs capacity, too.
   * What an earlier call has set for the same type, zone and market is replaced.
   */
  setCapacity(capacity: SimulatedCapacity): void {
    const { region, availabilityZone } = capacity;
    this.regionOf(region ?? regionOfZone(availabilityZone)).supply.setCapacity(capacity);
  }

  /**
   * Limits the vCPUs that the account may have in use. A launch gets as many instances as that leaves, or
   * `VcpuLimitExceeded`, of spot instances `MaxSpotInstanceCountExceeded`.
   */
  setQuota(quota: SimulatedQuota): void {
    this.regionOf(quota.region).supply.setQuota(quota);
  }

  /** Sets which zones offer a type; elsewhere a launch of it is `Unsupported`. Default: all of a region's three. */
  setOffering(offering: SimulatedOffering): void {
    this.regionOf(offering.region).supply.setOffering(offering);
  }

  /**
   * The memory of a region.
   *
   * @internal
   */
  protected abstract memoryOf(region: string): Ec2Region;

  private regionOf(region = DEFAULT_REGION): Ec2Region {
    return this.memoryOf(region);
  }
}

/** `us-east-1b` is in `us-east-1`. */
function regionOfZone(availabilityZone: string | undefined): string | undefined {
  return availabilityZone?.replace(/[a-z]$/, '');
}
