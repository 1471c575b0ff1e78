import type { AwsRegion } from '../model/aws-region.js';
import type { Ec2InstanceType } from '../model/ec2-instance-type.js';
import type { Tags } from '../model/tags.js';
import type {
  AwsSettings,
  CmlLicenseSettings,
  CmlSettings,
  LifecycleSettings,
  WorkerImageSettings,
  WorkerLaunchSettings,
  WorkerNetworkSettings,
} from './worker-settings.js';

/** Settings of which any may be left out: then they are as their defaults have them. */
export type PartialSettings<Settings> = {
  readonly [Name in keyof Settings]?: Settings[Name] | undefined;
};

/** The image of one region, as it is given. */
export type WorkerImageInput = Pick<WorkerImageSettings, 'amiId'> & PartialSettings<WorkerImageSettings>;

/** The settings of launches, as they are given. */
export type WorkerLaunchInput = PartialSettings<Omit<WorkerLaunchSettings, 'ami' | 'network'>> & {
  /** The image by region. */
  readonly ami?: Readonly<Record<string, WorkerImageInput>> | undefined;
  /** The network by region. */
  readonly network?: Readonly<Record<string, PartialSettings<WorkerNetworkSettings>>> | undefined;
};

/** The settings of CML, as they are given. */
export type CmlSettingsInput = PartialSettings<Omit<CmlSettings, 'license'>> & {
  /** The licence. */
  readonly license?: PartialSettings<CmlLicenseSettings> | undefined;
};

/** Settings by flat names, which are also those of the variables, in lower case. */
export interface FlatSettingsInput {
  /** As `aws.defaultRegion`. */
  readonly aws_default_region?: AwsRegion | undefined;
  /** As `aws.allowedRegions`. */
  readonly aws_allowed_regions?: readonly AwsRegion[] | undefined;
  /** As `worker.defaultInstanceType`. */
  readonly cml_worker_default_instance_type?: Ec2InstanceType | undefined;
  /** As `worker.allowedInstanceTypes`. */
  readonly cml_worker_allowed_instance_types?: readonly Ec2InstanceType[] | undefined;
  /** As `worker.ami`: `ami_id`, `ami_name` and `cml_version` by region, in this spelling or in camel case. */
  readonly cml_worker_ami_config?: Readonly<Record<string, object>> | undefined;
  /** The `amiId` of `worker.ami` by region: the older way. */
  readonly cml_worker_ami_ids?: Readonly<Record<string, string>> | undefined;
  /** The `amiName` of `worker.ami` by region: the older way. */
  readonly cml_worker_ami_names?: Readonly<Record<string, string>> | undefined;
  /** As `worker.network`: `vpc_id`, `subnet_id`, `security_group_ids` and `assign_public_ip` by region, likewise. */
  readonly cml_worker_network_config?: Readonly<Record<string, object>> | undefined;
  /** As `worker.keyPairs`. */
  readonly cml_worker_key_pairs?: Readonly<Record<string, string>> | undefined;
  /** As `worker.defaultTags`. */
  readonly cml_worker_default_tags?: Tags | undefined;
  /** As `cml.httpsPort`. */
  readonly cml_https_port?: number | undefined;
  /** As `cml.apiPort`. */
  readonly cml_api_port?: number | undefined;
  /** As `cml.healthCheckIntervalSeconds`. */
  readonly cml_health_check_interval_seconds?: number | undefined;
  /** As `cml.startupTimeoutSeconds`. */
  readonly cml_startup_timeout_seconds?: number | undefined;
  /** As `cml.license.token`. */
  readonly cml_license_token?: string | null | undefined;
  /** As `cml.license.checkOnStartup`. */
  readonly cml_license_check_on_startup?: boolean | undefined;
  /** As `lifecycle.idleThresholdMinutes`. */
  readonly cml_worker_idle_threshold_minutes?: number | undefined;
  /** As `lifecycle.autoShutdownEnabled`. */
  readonly cml_worker_auto_shutdown_enabled?: boolean | undefined;
  /** As `lifecycle.telemetryCollectionIntervalSeconds`. */
  readonly cml_worker_telemetry_collection_interval_seconds?: number | undefined;
  /** As `lifecycle.maxIdleBeforeWarningMinutes`. */
  readonly cml_worker_max_idle_before_warning_minutes?: number | undefined;
}

/** Settings as `defineWorkerSettings` takes them: in groups, by flat names, or both. */
export interface WorkerSettingsInput extends FlatSettingsInput {
  /** Where workers may run. */
  readonly aws?: PartialSettings<AwsSettings> | undefined;
  /** What a launch is completed with. */
  readonly worker?: WorkerLaunchInput | undefined;
  /** How to talk to CML on a worker. */
  readonly cml?: CmlSettingsInput | undefined;
  /** When an idle worker is shut down. */
  readonly lifecycle?: PartialSettings<LifecycleSettings> | undefined;
}
