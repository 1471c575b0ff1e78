import type { AwsRegion } from './aws-region.js';
import type { OpenUnion } from './open-union.js';

/** What a check of a launch may find. */
export const FitnessCode = {
  /**
   * The type is neither bare metal nor offers nested virtualisation, or that is switched off: nodes of Cisco
   * Modeling Labs do not start on it. A warning.
   */
  NO_HARDWARE_VIRTUALIZATION: 'NO_HARDWARE_VIRTUALIZATION',
  /** The zone does not offer the type. An error. */
  TYPE_NOT_OFFERED: 'TYPE_NOT_OFFERED',
  /** A security group is of another VPC than the subnet. An error. */
  VPC_MISMATCH: 'VPC_MISMATCH',
  /** Something could not be read, so nobody knows. A warning, which says what is missing. */
  NOT_CHECKED: 'NOT_CHECKED',
} as const;

/** A code of {@link FitnessCode}, or one that a later version has added. */
export type FitnessCode = OpenUnion<(typeof FitnessCode)[keyof typeof FitnessCode]>;

/** One thing that a check of a launch has found. */
export interface FitnessFinding {
  /** What it is, to be told by a program. */
  readonly code: FitnessCode;
  /** An `error` keeps a launch from being carried out, a `warning` does not. */
  readonly severity: 'error' | 'warning';
  /** Which input it is about. */
  readonly parameter: 'instanceType' | 'subnetId' | 'securityGroupIds';
  /** What is wrong, and what to do, for a person to read. */
  readonly message: string;
}

/** How the guests on a type get hardware virtualisation. */
export type HardwareVirtualization = 'bare-metal' | 'nested' | 'none';

/** What a launch may be checked for: the part of its input that decides. */
export interface FitnessQuestion {
  /** Such as `c5.2xlarge`. */
  readonly instanceType: string;
  /** Default: a default subnet, so that the network is not checked. */
  readonly subnetId?: string | undefined;
  /** Default: the subnet's, or any zone of the region. */
  readonly availabilityZone?: string | undefined;
  /** Default: the VPC's default group, which always fits. */
  readonly securityGroupIds?: readonly string[] | undefined;
  /** As it is to be launched. Default: switched on where the type has it. */
  readonly nestedVirtualization?: boolean | undefined;
}

/** Whether a launch is fit for the job of a Cisco Modeling Labs worker. */
export interface FitnessReport {
  /** Where it was checked. */
  readonly region: AwsRegion;
  /** The type that was checked. */
  readonly instanceType: string;
  /** How guests get hardware virtualisation; `undefined` if the type could not be read. */
  readonly virtualization: HardwareVirtualization | undefined;
  /** The zone of the subnet, or the one asked about; `undefined` where neither is known. */
  readonly availabilityZone: string | undefined;
  /** The VPC of the subnet; `undefined` without one, or where it could not be read. */
  readonly vpcId: string | undefined;
  /** Everything found, errors first. */
  readonly findings: readonly FitnessFinding[];
  /** Whether nothing found keeps the launch from being carried out. Warnings do not. */
  readonly launchable: boolean;
  /**
   * Whether nodes of Cisco Modeling Labs can run: hardware virtualisation is there. `undefined` if nobody knows.
   */
  readonly cmlCapable: boolean | undefined;
}
