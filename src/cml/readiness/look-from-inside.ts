import { fieldsOf } from '../answers/fields.js';
import { readHealth } from '../answers/read-health.js';
import { readStats } from '../answers/read-stats.js';
import { problem } from '../failures/advice.js';
import { HostFault } from '../failures/host-fault.js';
import type { Scrubber } from '../failures/scrubber.js';
import type { HostCaller } from '../host-caller.js';
import { describeLicense, getLicense } from '../licensing/licensing-parts.js';
import type { CmlAuthOutcome } from '../model/cml-probe.js';
import type { CmlProblem, CmlProblemCode } from '../model/cml-problem.js';
import { problemOf } from './look-from-outside.js';

/** What only those see who are logged in. */
export interface InsideLook {
  readonly auth: CmlAuthOutcome;
  readonly licensed: boolean | undefined;
  readonly problems: readonly CmlProblem[];
}

/** Nobody has logged in. */
export const NOT_LOOKED: InsideLook = { auth: 'not-tried', licensed: undefined, problems: [] };

/** A disk with less than this share free is low. */
const LOW_DISK_SHARE = 0.1;

const AUTH_OUTCOMES: Partial<Record<CmlProblemCode, CmlAuthOutcome>> = {
  AUTH_REJECTED: 'rejected',
  AUTH_RATE_LIMITED: 'rate-limited',
};

/** What an account may be kept from seeing without the host being any worse for it. */
const TOLERATED: readonly CmlProblemCode[] = ['NO_PERMISSION', 'NOT_FOUND'];

/** Logs in and looks at a host's health, and at what keeps it from being ready. */
export async function lookFromInside(
  caller: HostCaller,
  scrubber: Scrubber,
  isReady: boolean,
  signal: AbortSignal | undefined,
): Promise<InsideLook> {
  try {
    await caller.account(signal);
  } catch (thrown) {
    if (!(thrown instanceof HostFault)) throw thrown;
    const auth = AUTH_OUTCOMES[thrown.code] ?? 'failed';
    return { auth, licensed: undefined, problems: [problemOf(thrown)] };
  }
  const look = { licensed: undefined as boolean | undefined, problems: [] as CmlProblem[] };
  try {
    const health = readHealth(await caller.read('/system_health', signal));
    look.licensed = health.licensed;
    look.problems.push(...health.problems);
    if (health.licensed === false) look.problems.push(await explainLicense(caller, scrubber, signal));
    look.problems.push(...(await tolerate(() => readDisks(caller, signal))));
    if (!isReady) look.problems.push(...(await tolerate(() => readScheduler(caller, signal))));
  } catch (thrown) {
    if (!(thrown instanceof HostFault)) throw thrown;
    look.problems.push(problemOf(thrown));
  }
  return { auth: 'ok', ...look };
}

/** Why the host has no licence, where it says so; only to admins. */
async function explainLicense(
  caller: HostCaller,
  scrubber: Scrubber,
  signal: AbortSignal | undefined,
): Promise<CmlProblem> {
  let standing = '';
  await tolerate(async () => {
    standing = `: ${describeLicense(await getLicense({ caller, scrubber }, signal))}`;
    return [];
  });
  return problem('UNLICENSED', `CML has no good licence${standing}`);
}

async function tolerate(read: () => Promise<CmlProblem[]>): Promise<CmlProblem[]> {
  try {
    return await read();
  } catch (thrown) {
    if (thrown instanceof HostFault && TOLERATED.includes(thrown.code)) return [];
    throw thrown;
  }
}

async function readDisks(caller: HostCaller, signal: AbortSignal | undefined): Promise<CmlProblem[]> {
  const { disk, controllerDisk, computes } = readStats(await caller.read('/system_stats', signal));
  const disks = [controllerDisk, disk, ...computes.map((compute) => compute.disk)].filter(
    (each) => each !== undefined,
  );
  const fullest = disks.toSorted((one, other) => other.usedShare - one.usedShare)[0];
  if (fullest === undefined || 1 - fullest.usedShare >= LOW_DISK_SHARE) return [];
  return [problem('DISK_LOW', `a disk is ${Math.round(fullest.usedShare * 100)} % full`)];
}

/** Which steps of CML's own start are still to come. */
async function readScheduler(caller: HostCaller, signal: AbortSignal | undefined): Promise<CmlProblem[]> {
  const steps = Object.entries(fieldsOf(await caller.read('/diagnostics/startup_scheduler', signal)));
  const missing = steps.filter(([, isDone]) => isDone === false).map(([step]) => step);
  return missing.length === 0 ? [] : [problem('NOT_READY', `its start waits for ${missing.join(', ')}`)];
}
