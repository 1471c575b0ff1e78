import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../errors/describe-type.js';
import type { SettingsProblem } from '../errors/worker-error-details.js';
import { type Claim, problemAt, type SettingsSource } from './claim.js';

/** What several sources say together. */
export interface MergedSettings {
  /** Nested as the paths of the claims are. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The claim that holds at each path, joined by dots. */
  readonly origins: ReadonlyMap<string, Claim>;
  readonly problems: readonly SettingsProblem[];
}

/** Puts claims together. Two that differ are a problem, unless one is from the source that is preferred. */
export function mergeClaims(claims: readonly Claim[], preferred: SettingsSource | undefined): MergedSettings {
  const settings: Record<string, unknown> = { aws: {}, worker: {}, cml: { license: {} }, lifecycle: {} };
  const origins = new Map<string, Claim>();
  const problems: SettingsProblem[] = [];
  for (const claim of claims) {
    const key = claim.path.join('.');
    const other = claim.isContainer ? undefined : origins.get(key);
    if (other !== undefined && !isDeepStrictEqual(other.value, claim.value)) {
      const winner = winnerOf(other, claim, preferred);
      if (winner === undefined) problems.push(problemAt(claim.path, describeDisagreement(other, claim)));
      if (winner !== claim) continue;
    }
    if (!claim.isContainer) origins.set(key, claim);
    put(settings, claim);
  }
  return { settings, origins, problems };
}

function winnerOf(one: Claim, other: Claim, preferred: SettingsSource | undefined): Claim | undefined {
  if (preferred === undefined || one.source === other.source) return undefined;
  return [one, other].find(({ source }) => source === preferred);
}

function describeDisagreement(one: Claim, other: Claim): string {
  return `is said to be two things, by ${one.origin} and by ${other.origin}: remove one of them`;
}

function put(root: Record<string, unknown>, { path, value, isContainer }: Claim): void {
  let target = root;
  for (const step of path.slice(0, -1)) {
    // A key such as `constructor` must not lead to what every object inherits.
    const next = Object.hasOwn(target, step) ? target[step] : undefined;
    // Something else than an object is in the way: the check will tell.
    if (next !== undefined && !isRecord(next)) return;
    target[step] = next ?? {};
    target = target[step] as Record<string, unknown>;
  }
  const last = path.at(-1);
  if (last === undefined || (isContainer && Object.hasOwn(target, last))) return;
  target[last] = value;
}
