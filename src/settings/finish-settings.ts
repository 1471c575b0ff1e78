import { isRecord } from '../errors/describe-type.js';
import { cmlLicense } from './cml-license.js';
import { DEFAULT_WARNING_MINUTES } from './defaults.js';
import type { CheckedSettings } from './settings-schema.js';
import type { CmlSettings, WorkerSettings } from './worker-settings.js';

/**
 * Completes settings that have passed every check, hides their secret, and freezes them.
 *
 * @param given What they were checked from, without the defaults.
 */
export function finishSettings(
  { aws, worker, cml, lifecycle }: CheckedSettings,
  given: Readonly<Record<string, unknown>>,
): WorkerSettings {
  const { token, checkOnStartup } = cml.license;
  const { idleThresholdMinutes, maxIdleBeforeWarningMinutes } = lifecycle;
  return freezeDeeply({
    aws,
    worker: {
      ...worker,
      ami: mapEntries(worker.ami, ({ amiId, amiName, cmlVersion }) => ({ amiId, amiName, cmlVersion })),
      network: mapEntries(worker.network, ({ vpcId, subnetId, securityGroupIds, assignPublicIp }) => ({
        vpcId,
        subnetId,
        securityGroupIds,
        assignPublicIp,
      })),
    },
    cml: { ...cml, ...bothPorts(cml, given), license: cmlLicense(token, checkOnStartup) },
    lifecycle: {
      ...lifecycle,
      maxIdleBeforeWarningMinutes: maxIdleBeforeWarningMinutes ?? defaultWarningMinutes(idleThresholdMinutes),
    },
  });
}

/** CML serves people and programs on one port: whoever gives one of the two has given both. */
function bothPorts(
  { httpsPort, apiPort }: Pick<CmlSettings, 'httpsPort' | 'apiPort'>,
  given: Readonly<Record<string, unknown>>,
): Pick<CmlSettings, 'httpsPort' | 'apiPort'> {
  const cml = isRecord(given['cml']) ? given['cml'] : {};
  return {
    httpsPort: cml['httpsPort'] === undefined && cml['apiPort'] !== undefined ? apiPort : httpsPort,
    apiPort: cml['apiPort'] === undefined && cml['httpsPort'] !== undefined ? httpsPort : apiPort,
  };
}

function defaultWarningMinutes(idleThresholdMinutes: number): number {
  if (idleThresholdMinutes > DEFAULT_WARNING_MINUTES) return DEFAULT_WARNING_MINUTES;
  return Math.floor((idleThresholdMinutes * 2) / 3);
}

function mapEntries<Entry, Mapped>(
  entries: Readonly<Record<string, Entry>>,
  map: (entry: Entry) => Mapped,
): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, map(entry)]));
}

function freezeDeeply<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) freezeDeeply(member);
  return Object.freeze(value);
}
