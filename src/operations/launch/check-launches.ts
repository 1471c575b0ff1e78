import { isRecord } from '../../errors/describe-type.js';
import { InputCheck, isText } from '../../errors/input-check.js';
import type { CreateInstancesInput } from '../../model/create-instances-input.js';
import type { LaunchChoice } from '../../model/launch-choice.js';
import { checkChoice, checkLaunch } from '../check-launch.js';
import { chosenInput } from './planned-choice.js';

/** A tag's value, as which the key is kept, has at most so many characters. */
const LONGEST_KEY = 256;

/** What a choice varies, and what of the overrides would take its place. */
const OVERRIDDEN = [
  ['instanceType', 'InstanceType'],
  ['subnetId', 'SubnetId'],
  ['subnetId', 'NetworkInterfaces'],
  ['availabilityZone', 'Placement'],
  ['market', 'InstanceMarketOptions'],
] as const;

/**
 * Refuses a launch of several instances that EC2 would refuse, or that would not do what the caller means,
 * before anything is sent.
 *
 * @throws InvalidParameterError naming the first input that is wrong.
 */
export function checkLaunches(input: CreateInstancesInput, operation: string): void {
  const check = new InputCheck(operation);
  check.that(isRecord(input), 'input', 'an object', input);
  checkCounts(input, check);
  checkKey(input, check);
  const { choices } = input;
  const isList = choices === undefined || (Array.isArray(choices) && choices.length > 0);
  check.that(isList, 'choices', 'a list of at least one choice', choices);
  choices?.forEach((choice, index) => {
    checkChoice(choice, index, check);
  });
  for (const choice of choices ?? [{}]) checkLaunch(chosenInput(input, choice), operation);
  checkOverrides(input, choices ?? [], check);
  checkRollback(input, check);
}

function checkCounts({ count, minCount }: CreateInstancesInput, check: InputCheck): void {
  check.that(Number.isInteger(count) && count >= 1, 'count', 'a whole number of at least 1', count);
  const isWithin =
    minCount === undefined || (Number.isInteger(minCount) && minCount >= 0 && minCount <= count);
  check.that(isWithin, 'minCount', `a whole number from 0 to ${count}`, minCount);
}

function checkKey({ launchKey, clientToken, overrides }: CreateInstancesInput, check: InputCheck): void {
  if (launchKey === undefined) return;
  const isKey = isText(launchKey) && Array.from(launchKey).length <= LONGEST_KEY;
  check.that(isKey, 'launchKey', `text of 1 to ${LONGEST_KEY} characters`, launchKey);
  const expected = 'left out where launchKey is given, of which the tokens are made';
  check.that(clientToken === undefined, 'clientToken', expected, clientToken);
  const tags = overrides?.TagSpecifications;
  const forTags = 'left out where launchKey is given, which is kept as a tag: use tags';
  check.that(tags === undefined, 'overrides.TagSpecifications', forTags, tags);
}

/**
 * EC2 stops or hibernates an interrupted spot instance only if its request is persistent, and a persistent request
 * replaces an instance that is terminated.
 */
function checkRollback({ rollback, market, choices = [] }: CreateInstancesInput, check: InputCheck): void {
  check.that(rollback === undefined || typeof rollback === 'boolean', 'rollback', 'true or false', rollback);
  const isPersistent = [market, ...choices.map((choice) => choice.market)].some(
    (each) => typeof each === 'object' && (each.spot.interruption ?? 'terminate') !== 'terminate',
  );
  const expected = 'left out where an interruption stops or hibernates: EC2 would replace what is terminated';
  check.that(rollback !== true || !isPersistent, 'rollback', expected, rollback);
}

/** The counts and tokens of the requests are the plan's to set, and what varies is left to the choices. */
function checkOverrides(
  { overrides }: CreateInstancesInput,
  choices: readonly LaunchChoice[],
  check: InputCheck,
): void {
  for (const name of ['MinCount', 'MaxCount', 'ClientToken'] as const) {
    const expected = 'left out: count, minCount and clientToken are inputs of their own';
    check.that(overrides?.[name] === undefined, `overrides.${name}`, expected, overrides?.[name]);
  }
  for (const [varied, override] of OVERRIDDEN) {
    const isFree =
      overrides?.[override] === undefined || choices.every((choice) => choice[varied] === undefined);
    check.that(isFree, `overrides.${override}`, 'left to the choices', overrides?.[override]);
  }
}
