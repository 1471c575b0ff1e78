import type { FleetContext } from '../fleet-context.js';
import { planRecovery } from './plan-recovery.js';
import type { RecoveryReport } from './recovery-decision.js';
import type { RecoveryOptions } from './recovery-options.js';
import { RecoveryPass } from './recovery-pass.js';

/** Sees to the impaired workers of a fleet, once. */
export async function recoverFleet(context: FleetContext, options: RecoveryOptions): Promise<RecoveryReport> {
  const plan = planRecovery(options, context.ownership, 'recover');
  const pass = new RecoveryPass(context, plan);
  const decisions = [];
  for await (const decision of pass.run()) decisions.push(decision);
  const { failures } = pass;
  const hasFailed = decisions.some(({ outcome }) => outcome === 'failed');
  return { decisions, failures, complete: failures.length === 0 && !hasFailed };
}
