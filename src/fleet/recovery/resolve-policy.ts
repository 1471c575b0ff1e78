import { isRecord } from '../../errors/describe-type.js';
import { InputCheck } from '../../errors/input-check.js';
import type { DecidingCheck, RecoveryPolicy, RecoveryRule, RecoveryStep } from './recovery-policy.js';

const STEPS: readonly RecoveryStep[] = ['reboot', 'stop-start', 'replace'];

const LADDERS: RecoveryRule['ladders'] = {
  instance: ['reboot', 'stop-start', 'replace'],
  system: ['stop-start', 'replace'],
  attachedEbs: [],
};

const CHECKS = Object.keys(LADDERS) as readonly DecidingCheck[];

/**
 * Checks a policy, and fills in the defaults.
 *
 * @throws InvalidParameterError naming the first part that makes no sense.
 */
export function resolvePolicy(policy: RecoveryPolicy, operation: string): RecoveryRule {
  const check = new InputCheck(operation);
  check.that(isRecord(policy), 'policy', 'an object', policy);
  const time = (name: keyof RecoveryPolicy & `${string}Seconds`, otherwise: number, zeroAllowed = true) =>
    check.time(policy[name], `policy.${name}`, { otherwise, zeroAllowed }) * 1_000;
  const { attemptsPerStep = 1, assigned = 'escalate', replacedThen = 'stop', budget = {} } = policy;
  const { perHour = 5, percentPerHour = 20 } = budget;
  check.that(
    isCount(attemptsPerStep),
    'policy.attemptsPerStep',
    'a whole number, at least 1',
    attemptsPerStep,
  );
  check.that(isCount(perHour), 'policy.budget.perHour', 'a whole number, at least 1', perHour);
  const isPercent = percentPerHour > 0 && percentPerHour <= 100;
  check.that(isPercent, 'policy.budget.percentPerHour', 'above 0, at most 100', percentPerHour);
  const isKnown = ['escalate', 'reboot', 'recover'].includes(assigned);
  check.that(isKnown, 'policy.assigned', "'escalate', 'reboot' or 'recover'", assigned);
  const isEnd = ['stop', 'terminate'].includes(replacedThen);
  check.that(isEnd, 'policy.replacedThen', "'stop' or 'terminate'", replacedThen);
  const coolDownMs = time('coolDownSeconds', 600);
  const forgetAfterMs = time('forgetAfterSeconds', Math.max(3_600, coolDownMs / 1_000));
  const isLongEnough = forgetAfterMs >= coolDownMs;
  const expected = `at least coolDownSeconds (${coolDownMs / 1_000})`;
  check.that(isLongEnough, 'policy.forgetAfterSeconds', expected, forgetAfterMs / 1_000);
  return {
    ladders: { ...LADDERS, ...checkLadders(policy.ladders ?? {}, check) },
    ...{ attemptsPerStep, assigned, replacedThen, perHour, percentPerHour, coolDownMs, forgetAfterMs },
    minImpairedMs: time('minImpairedSeconds', 120),
    autoRecoveryGraceMs: time('autoRecoveryGraceSeconds', 600),
    eventHorizonMs: time('eventHorizonSeconds', 3_600),
    stopTimeoutMs: time('stopTimeoutSeconds', 300, false),
    replacementTimeoutMs: time('replacementTimeoutSeconds', 1_800, false),
  };
}

function checkLadders(
  ladders: NonNullable<RecoveryPolicy['ladders']>,
  check: InputCheck,
): Partial<RecoveryRule['ladders']> {
  for (const [name, ladder] of Object.entries(ladders)) {
    const parameter = `policy.ladders.${name}`;
    check.about((CHECKS as readonly string[]).includes(name), parameter, `one of ${CHECKS.join(', ')}`, name);
    const isLadder =
      Array.isArray(ladder) && ladder.every((step) => (STEPS as readonly unknown[]).includes(step));
    check.that(isLadder, parameter, `a list of ${STEPS.join(', ')}`, ladder);
  }
  return ladders;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}
