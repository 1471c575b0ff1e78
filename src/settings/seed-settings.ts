/** How a setting is written in an environment variable. */
type VariableForm = 'text' | 'number' | 'flag' | 'list' | 'map';

/** A setting by its flat name. */
export interface SeedSetting {
  /** In lower case, as a file has it; a variable of the environment has it in upper case. */
  readonly name: string;
  /** Where it stands in the grouped settings. After a `*`, for any region, comes the one field that a map holds. */
  readonly path: readonly string[];
  readonly form: VariableForm;
}

/** Every setting that has a flat name. Those of images by field are older, and go into the map by region. */
export const SEED_SETTINGS: readonly SeedSetting[] = [
  seed('aws_default_region', 'text', 'aws.defaultRegion'),
  seed('aws_allowed_regions', 'list', 'aws.allowedRegions'),
  seed('cml_worker_default_instance_type', 'text', 'worker.defaultInstanceType'),
  seed('cml_worker_allowed_instance_types', 'list', 'worker.allowedInstanceTypes'),
  seed('cml_worker_ami_config', 'map', 'worker.ami'),
  seed('cml_worker_ami_ids', 'map', 'worker.ami.*.amiId'),
  seed('cml_worker_ami_names', 'map', 'worker.ami.*.amiName'),
  seed('cml_worker_network_config', 'map', 'worker.network'),
  seed('cml_worker_key_pairs', 'map', 'worker.keyPairs'),
  seed('cml_worker_default_tags', 'map', 'worker.defaultTags'),
  seed('cml_https_port', 'number', 'cml.httpsPort'),
  seed('cml_api_port', 'number', 'cml.apiPort'),
  seed('cml_health_check_interval_seconds', 'number', 'cml.healthCheckIntervalSeconds'),
  seed('cml_startup_timeout_seconds', 'number', 'cml.startupTimeoutSeconds'),
  seed('cml_license_token', 'text', 'cml.license.token'),
  seed('cml_license_check_on_startup', 'flag', 'cml.license.checkOnStartup'),
  seed('cml_worker_idle_threshold_minutes', 'number', 'lifecycle.idleThresholdMinutes'),
  seed('cml_worker_auto_shutdown_enabled', 'flag', 'lifecycle.autoShutdownEnabled'),
  seed(
    'cml_worker_telemetry_collection_interval_seconds',
    'number',
    'lifecycle.telemetryCollectionIntervalSeconds',
  ),
  seed('cml_worker_max_idle_before_warning_minutes', 'number', 'lifecycle.maxIdleBeforeWarningMinutes'),
];

/** Names of before, which must not be passed over in silence, and what has taken their place. */
export const RENAMED_SETTINGS: ReadonlyMap<string, string> = new Map([
  ['cmlvm_ami_ids', 'cml_worker_ami_ids'],
  ['cmlvm_ami_name', 'cml_worker_ami_names'],
  ['cmlvm_ami_names', 'cml_worker_ami_names'],
  ['cmlvm_instance_type', 'cml_worker_default_instance_type'],
  ['cmlvm_security_group_ids', 'cml_worker_network_config'],
  ['cmlvm_subnet_id', 'cml_worker_network_config'],
  ['cmlvm_vpc_id', 'cml_worker_network_config'],
  ['cmlvm_key_name', 'cml_worker_key_pairs'],
  ['cml_worker_instance_type', 'cml_worker_default_instance_type'],
  ['cml_worker_security_group_ids', 'cml_worker_network_config'],
  ['cml_worker_subnet_id', 'cml_worker_network_config'],
  ['cml_worker_vpc_id', 'cml_worker_network_config'],
  ['cml_worker_key_name', 'cml_worker_key_pairs'],
]);

const BY_NAME: ReadonlyMap<string, SeedSetting> = new Map(
  SEED_SETTINGS.map((setting) => [setting.name, setting]),
);

/** The setting of a flat name. */
export function seedSetting(name: string): SeedSetting | undefined {
  return BY_NAME.get(name);
}

function seed(name: string, form: VariableForm, path: string): SeedSetting {
  return { name, form, path: path.split('.') };
}
