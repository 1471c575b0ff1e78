import type { CmlProbe } from '../model/cml-probe.js';
import type { CmlProblem, CmlProblemCode } from '../model/cml-problem.js';

/** What a look at a host means for a wait. */
export type ReadinessVerdict =
  | { readonly state: 'ready' }
  | { readonly state: 'waiting'; readonly message: string }
  /** Waiting does not mend it, if it is so for good. */
  | { readonly state: 'stuck'; readonly message: string; readonly problem: CmlProblem }
  /** It can no longer come true. */
  | { readonly state: 'failed'; readonly problem: CmlProblem };

/** What waiting does not mend. During a start these may show for a while all the same. */
const LASTING: readonly CmlProblemCode[] = ['TLS_UNTRUSTED', 'TLS_NAME', 'TLS_PIN', 'NO_KVM', 'FEW_CPUS'];

/** Judges one look, whatever was seen before. */
export function judgeReadiness(probe: CmlProbe, accept: readonly CmlProblemCode[]): ReadinessVerdict {
  const open = probe.problems.filter(({ code }) => !accept.includes(code));
  if (probe.ready === true && open.length === 0) return { state: 'ready' };
  const rejected = open.find(({ code }) => code === 'AUTH_REJECTED');
  // Before it is ready, a host may not have its accounts yet.
  if (rejected !== undefined && probe.ready === true) return { state: 'failed', problem: rejected };
  const codes = new Set(open.map(({ code }) => code));
  const message = `${probe.phase}: ${[...codes].join(', ')}`;
  const lasting = open.find(({ code }) => LASTING.includes(code));
  return lasting === undefined
    ? { state: 'waiting', message }
    : { state: 'stuck', message, problem: lasting };
}
