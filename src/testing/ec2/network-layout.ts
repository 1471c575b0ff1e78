import { stableHex, stableNumber } from '../identity/stable-digits.js';

/** Where an instance stands. */
export interface Location {
  readonly availabilityZone: string;
  readonly subnetId: string;
  readonly vpcId: string;
}

const ZONES = ['a', 'b', 'c'] as const;

/** The zone of a subnet: any well-formed subnet id exists, and always in the same zone. */
function zoneOfSubnet(region: string, subnetId: string): string {
  return `${region}${ZONES[stableNumber(subnetId, ZONES.length)] ?? 'a'}`;
}

/** Where a launch goes: its subnet, or the default subnet of its zone, or that of the region's first zone. */
export function locate(region: string, subnetId: string | undefined, zone: string | undefined): Location {
  const vpcId = `vpc-0${stableHex(`vpc/${region}`, 16)}`;
  if (subnetId !== undefined) {
    return { availabilityZone: zoneOfSubnet(region, subnetId), subnetId, vpcId };
  }
  const availabilityZone = zone ?? `${region}a`;
  return { availabilityZone, subnetId: `subnet-0${stableHex(`subnet/${availabilityZone}`, 16)}`, vpcId };
}

/** The id of the security group that an instance gets when none is asked for. */
export function defaultGroupId(region: string): string {
  return `sg-0${stableHex(`sg/${region}`, 16)}`;
}

/** A private address in 172.31.0.0/16, for the n-th instance of a region. */
export function privateAddress(index: number): string {
  return `172.31.${Math.floor(index / 250) % 256}.${(index % 250) + 4}`;
}

/** A public address; all are of 198.18.0.0/15, the range for benchmarks, which nobody routes. */
export function publicAddress(index: number): string {
  return `198.18.${Math.floor(index / 250) % 256}.${(index % 250) + 4}`;
}
