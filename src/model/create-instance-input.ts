import type { RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import type { Ec2InstanceType } from './ec2-instance-type.js';
import type { OpenUnion } from './open-union.js';
import type { Tags } from './tags.js';
import type { MonitoringLevel } from './worker-instance.js';

/** The make of an EBS volume. What is left out stays as the image, or else EC2, has it. */
export interface VolumeOptions {
  /** In GiB. At least the size of the snapshot behind it. */
  readonly sizeGiB?: number | undefined;
  /** Such as `gp3` or `io2`. */
  readonly type?: OpenUnion<'gp3' | 'gp2' | 'io1' | 'io2' | 'st1' | 'sc1' | 'standard'> | undefined;
  /** Default: as the account's settings or the snapshot have it. */
  readonly encrypted?: boolean | undefined;
  /** The id, alias or ARN of the KMS key. Implies `encrypted`. */
  readonly kmsKeyId?: string | undefined;
  /** Operations per second, for `gp3`, `io1` and `io2`. */
  readonly iops?: number | undefined;
  /** In MiB per second, for `gp3`. */
  readonly throughput?: number | undefined;
  /** Whether the volume goes with its instance. Default: as the image has it, else `true`. */
  readonly deleteOnTermination?: boolean | undefined;
}

/** The root volume. */
export interface RootVolumeOptions extends VolumeOptions {
  /**
   * The image's root device, such as `/dev/sda1`. Left out, it is read from the image, which costs one
   * DescribeImages request, and for an image that only a launch template names one DescribeLaunchTemplateVersions
   * more. An image that `resolve:ssm:` names cannot be read before EC2 launches it: name the device then.
   */
  readonly deviceName?: string | undefined;
}

/** A volume beside the root volume. */
export interface DataVolumeOptions extends VolumeOptions {
  /** Such as `/dev/sdf`. */
  readonly deviceName: string;
  /** The snapshot to fill it from, which has to be completed. Default: that of the image for the device, else none. */
  readonly snapshotId?: string | undefined;
}

/** How to pay for an instance: at the fixed price, or spare capacity that AWS may take back. */
export type LaunchMarket =
  | 'on-demand'
  | 'spot'
  | {
      /** On spare capacity, with conditions. */
      readonly spot: {
        /** In US dollars per hour, as EC2 takes it. Default, and AWS's advice: the on-demand price. */
        readonly maxPrice?: string | undefined;
        /** What EC2 does when it takes the capacity back. Default `terminate`. */
        readonly interruption?: 'terminate' | 'stop' | 'hibernate' | undefined;
      };
    };

/** A launch template, by id or by name. */
export type LaunchTemplateRef =
  | {
      /** Such as `lt-0123456789abcdef0`. */
      readonly id: string;
      /** A number, `$Latest` or `$Default`. Default: the template's default version. */
      readonly version?: string | undefined;
    }
  | {
      /** The template's name. */
      readonly name: string;
      /** A number, `$Latest` or `$Default`. Default: the template's default version. */
      readonly version?: string | undefined;
    };

/** What to launch. `name`, an image and a type are needed; settings or a launch template may supply the last two. */
export interface CreateInstanceInput {
  /** Kept as the `Name` tag. */
  readonly name: string;
  /**
   * An AMI id, or `resolve:ssm:` and the name of an SSM parameter that holds one: a parameter of your own, with a
   * version or label after a colon if need be, a public one of AWS or its partners, or the alias of a Marketplace
   * image. EC2 resolves it.
   *
   * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-systems-manager-parameter-to-find-AMI.html
   */
  readonly amiId?: string | undefined;
  /** The image's name, to be kept on the returned worker and on others of the same image. */
  readonly amiName?: string | undefined;
  /** Such as `c5.2xlarge`. */
  readonly instanceType?: Ec2InstanceType | undefined;
  /** Default: that of the settings for the region, else a subnet of the default VPC. */
  readonly subnetId?: string | undefined;
  /** Launches into the default subnet of a zone such as `us-east-1b`. Not together with `subnetId`. */
  readonly availabilityZone?: string | undefined;
  /** Ids, not names. Default: the VPC's default group. */
  readonly securityGroupIds?: readonly string[] | undefined;
  /** The name of an EC2 key pair. */
  readonly keyName?: string | undefined;
  /** Default: as the subnet has it. */
  readonly assignPublicIp?: boolean | undefined;
  /** Put on the instance and its volumes in the launch itself. At most 50 with `Name` and `CreatedBy`. */
  readonly tags?: Tags | undefined;
  /** Who asked for the worker: kept as the tag `CreatedBy`. */
  readonly createdBy?: string | undefined;
  /** A script or cloud-init document of at most 16 KB, as it is: it is encoded for you. */
  readonly userData?: string | Uint8Array | undefined;
  /** Default `basic`, which is free. */
  readonly monitoring?: MonitoringLevel | undefined;
  /** Whether the instance metadata service demands session tokens (IMDSv2). Default `required`. */
  readonly imdsV2?: 'required' | 'optional' | undefined;
  /**
   * `true` switches hardware virtualisation on, where the type offers it to guests. Default: left as it is, or
   * with `checkFitness` switched on where the type offers it, unless a launch template says otherwise.
   */
  readonly nestedVirtualization?: boolean | undefined;
  /** Lets the instance hibernate; it needs an encrypted root volume. Default `false`. */
  readonly hibernation?: boolean | undefined;
  /** Refuses termination until `setTerminationProtection` lifts it. Default `false`. */
  readonly terminationProtection?: boolean | undefined;
  /** The name or ARN of an IAM instance profile. */
  readonly instanceProfile?: string | undefined;
  /** Default: as the image has it. */
  readonly rootVolume?: RootVolumeOptions | undefined;
  /** Default: none beside those of the image. */
  readonly dataVolumes?: readonly DataVolumeOptions[] | undefined;
  /** Default `on-demand`, or what a launch template says. */
  readonly market?: LaunchMarket | undefined;
  /** Supplies whatever is left out here. Default: none. */
  readonly launchTemplate?: LaunchTemplateRef | undefined;
  /**
   * Makes the launch idempotent: EC2 answers a second launch with the same token with the same
   * instance. At most 64 ASCII characters. Default: a random one per call, the same in all its retries.
   *
   * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
   */
  readonly clientToken?: string | undefined;
  /**
   * Looks before the launch whether it is fit for the job: a type that can run the nodes of Cisco Modeling Labs
   * and that the zone offers, security groups of the subnet's VPC. What would fail is refused, or with several
   * choices left out; what would only not serve is a warning with a code, such as `NO_HARDWARE_VIRTUALIZATION`,
   * to the logger and in the `LaunchResult`. Types and networks are read once and remembered, a launch template
   * each time; what may not be read is a warning. Default: `true` for a client with settings, which are those of
   * Cisco Modeling Labs, else `false`.
   */
  readonly checkFitness?: boolean | undefined;
  /** Whatever else RunInstances takes, in the SDK's words, over all the above. Counts must stay as they are. */
  readonly overrides?: Partial<RunInstancesCommandInput> | undefined;
}
