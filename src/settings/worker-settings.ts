import type { AwsRegion } from '../model/aws-region.js';
import type { Ec2InstanceType } from '../model/ec2-instance-type.js';
import type { Tags } from '../model/tags.js';

/** Where workers may run. */
export interface AwsSettings {
  /**
   * The region of calls that name none, and of a client whose options name none. Default `us-east-1`; where
   * that is not allowed, calls have to name one.
   */
  readonly defaultRegion: AwsRegion;
  /** The only regions to launch in, at least one. Default `us-east-1`, `us-west-2` and `eu-west-1`. */
  readonly allowedRegions: readonly AwsRegion[];
}

/** The machine image of workers in one region. */
export interface WorkerImageSettings {
  /** An AMI id, or `resolve:ssm:` and the name of a parameter that holds one. */
  readonly amiId: string;
  /** The image's name, which launched workers carry. Default: none. */
  readonly amiName: string | undefined;
  /** The version of CML on the image. Default: none. */
  readonly cmlVersion: string | undefined;
}

/** The network of workers in one region. */
export interface WorkerNetworkSettings {
  /** The VPC that the subnet is in. Default: none. */
  readonly vpcId: string | undefined;
  /** Default: none, so that EC2 takes a subnet of the default VPC. */
  readonly subnetId: string | undefined;
  /** At least one, if given. Default: none, so that EC2 takes the VPC's default group. */
  readonly securityGroupIds: readonly string[] | undefined;
  /** Whether workers get a public address. Default `true`. */
  readonly assignPublicIp: boolean;
}

/** What a launch is completed with. */
export interface WorkerLaunchSettings {
  /**
   * The type of launches that name none. Default `c5.2xlarge`; where that is not allowed, launches have to name one.
   * Nodes of Cisco Modeling Labs do not start on it, nor on the other default types, of which launches warn: name a
   * bare-metal type such as `m5zn.metal`, or one with nested virtualization such as `m8i.4xlarge`.
   */
  readonly defaultInstanceType: Ec2InstanceType;
  /** The only types to launch, at least one. Default `t3.xlarge`, `c5.2xlarge` and `c5.4xlarge`. */
  readonly allowedInstanceTypes: readonly Ec2InstanceType[];
  /** The image by region. Default: none. */
  readonly ami: Readonly<Record<string, WorkerImageSettings>>;
  /** The network by region. Default: none; once one region has an entry, every region that is launched in needs one. */
  readonly network: Readonly<Record<string, WorkerNetworkSettings>>;
  /** The name of the key pair by region. Default: none; once one region has an entry, every region needs one. */
  readonly keyPairs: Readonly<Record<string, string>>;
  /** Put on every worker; a launch's own tags win. Default: none. */
  readonly defaultTags: Tags;
}

/** How to license CML. */
export interface CmlLicenseSettings {
  /** The registration token: a secret, which neither JSON nor inspection shows. Default: none. */
  readonly token: string | undefined;
  /** Whether to look at the licence when a worker has started. Default `true`. */
  readonly checkOnStartup: boolean;
}

/** How to talk to CML on a worker. */
export interface CmlSettings {
  /** The port of the web interface, 1 to 65,535. Default `apiPort`, since CML serves both on one, else 443. */
  readonly httpsPort: number;
  /** The port of the API, 1 to 65,535. Default `httpsPort`, since CML serves both on one, else 443. */
  readonly apiPort: number;
  /** How often `CmlHostClient.watch` looks at a host, in seconds, at least 1. Default 30. */
  readonly healthCheckIntervalSeconds: number;
  /** How long CML may take to be ready, in seconds, at least 1. Default 600. */
  readonly startupTimeoutSeconds: number;
  /** The licence. */
  readonly license: CmlLicenseSettings;
}

/** When an idle worker is shut down. */
export interface LifecycleSettings {
  /** How long a worker may be idle before it is shut down, in minutes, at least 1. Default 30. */
  readonly idleThresholdMinutes: number;
  /** Whether idle workers are shut down at all. Default `true`. */
  readonly autoShutdownEnabled: boolean;
  /** How often `WorkerFleet.idleShutdown` looks for workers that nobody uses, in seconds, at least 1. Default 60. */
  readonly telemetryCollectionIntervalSeconds: number;
  /**
   * How long a worker may be idle before its users are warned, in minutes, below `idleThresholdMinutes`.
   * Default 20, or two thirds of a threshold that is not above that.
   */
  readonly maxIdleBeforeWarningMinutes: number;
}

/**
 * The settings of a service that runs workers: complete, checked and frozen, as `defineWorkerSettings` and
 * `loadWorkerSettings` of `ec2-worker-client/settings` make them.
 */
export interface WorkerSettings {
  /** Where workers may run. */
  readonly aws: AwsSettings;
  /** What a launch is completed with. */
  readonly worker: WorkerLaunchSettings;
  /** How to talk to CML on a worker. */
  readonly cml: CmlSettings;
  /** When an idle worker is shut down. */
  readonly lifecycle: LifecycleSettings;
}
