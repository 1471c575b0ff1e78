/**
 * A Cisco Modeling Labs host. There is no AWS in it.
 *
 * @module ec2-worker-client/cml
 */

export { CmlHostClient } from './cml-host-client.js';
export type { CmlHostClientOptions, CmlInstance } from './cml-host-client-options.js';
export type {
  CmlCallOptions,
  CmlHostMethods,
  CmlLabsOptions,
  CmlProbeOptions,
  CmlWatchOptions,
} from './cml-host-methods.js';
export type { CmlHostLicenseSettings, CmlHostSettings } from './cml-host-settings.js';
export type {
  CmlAuthorityTls,
  CmlInsecureTls,
  CmlPinnedTls,
  CmlSystemTls,
  CmlTls,
} from './connection/tls-options.js';
// Whether anybody uses a host.
export { ACTIVITY_CATEGORIES } from './idle/activity-categories.js';
export type { IdleEvidence, IdleSettings, IdleVerdict } from './idle/idle-policy.js';
export { judgeIdle } from './idle/judge-idle.js';
export type { ActivityOptions } from './idle/read-activity.js';
export type { DeregisterLicenseOptions } from './licensing/deregister-license.js';
export type { LicenseProgress, RegisterLicenseOptions } from './licensing/register-license.js';
// What a host answers.
export type { CmlActivity, KnownActivity, UnknownActivity } from './model/cml-activity.js';
export type { CmlLab, CmlLabState, CmlLabsSummary } from './model/cml-labs.js';
export type {
  CmlAuthorizationStatus,
  CmlDeregistration,
  CmlLicense,
  CmlProductLicense,
  CmlRegistrationStatus,
} from './model/cml-license.js';
export type { CmlAuthOutcome, CmlCertificate, CmlPhase, CmlProbe } from './model/cml-probe.js';
export type { CmlProblem, CmlProblemCode } from './model/cml-problem.js';
export type { CmlCapacity, CmlComputeStats, CmlCpu, CmlNodeCounts, CmlStats } from './model/cml-stats.js';
export type { CmlWaitOptions, CmlWaitProgress } from './readiness/cml-wait-options.js';
export type {
  CmlCredentials,
  CmlTokenCredentials,
  CmlUserCredentials,
} from './session/cml-credentials.js';
