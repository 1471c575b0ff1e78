import { cmlLicense } from './cml-license.js';
import { DEFAULT_WARNING_MINUTES } from './defaults.js';
import type { CheckedSettings } from './settings-schema.js';
import type { WorkerSettings } from './worker-settings.js';

/** Completes settings that have passed every check, hides their secret, and freezes them. */
export function finishSettings({ aws, worker, cml, lifecycle }: CheckedSettings): WorkerSettings {
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
    cml: { ...cml, license: cmlLicense(token, checkOnStartup) },
    lifecycle: {
      ...lifecycle,
      maxIdleBeforeWarningMinutes: maxIdleBeforeWarningMinutes ?? defaultWarningMinutes(idleThresholdMinutes),
    },
  });
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
