import type { TemplateTraits } from '../../ec2/launch-template-port.js';
import { InvalidParameterError } from '../../errors/invalid-parameter-error.js';
import { UnsupportedError } from '../../errors/unsupported-error.js';
import {
  FitnessCode,
  type FitnessFinding,
  type FitnessQuestion,
  type FitnessReport,
} from '../../model/fitness-report.js';
import { checkFitness } from '../fitness/check-fitness.js';
import { attempt, notChecked, type Reading, readOf } from '../fitness/reading.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';
import { readTemplate } from './launch-template.js';
import type { PlannedChoice } from './planned-choice.js';

/** The choices that can be launched, and what there is to say of them. */
export interface FitChoices {
  readonly choices: readonly PlannedChoice[];
  readonly warnings: readonly FitnessFinding[];
}

/** A choice, with what was found of it: the report of a question, or why there is none. */
interface CheckedChoice {
  readonly choice: PlannedChoice;
  readonly findings: readonly FitnessFinding[];
  readonly question?: FitnessQuestion | undefined;
  readonly report?: FitnessReport | undefined;
}

/**
 * Checks the choices of a launch, if that is asked for: leaves out those whose zone does not offer their type,
 * switches nested virtualisation on where there is some, and warns.
 *
 * @throws InvalidParameterError for groups of another VPC, UnsupportedError if no choice is left.
 */
export async function fitChoices(
  context: WorkerContext,
  call: OperationCall,
  choices: readonly PlannedChoice[],
): Promise<FitChoices> {
  const [first] = choices;
  if (first?.input.checkFitness !== true) return { choices, warnings: [] };
  // The template is the same for all of them.
  const template = await attempt(() => readTemplate(context, call, first.input));
  const checked = await Promise.all(choices.map((choice) => checkChoice(context, call, choice, template)));
  for (const { choice, report } of checked) context.capacity.noteZone(choice, report?.availabilityZone);
  const findings = checked.flatMap((each) => each.findings);
  const mismatch = findings.find(({ code }) => code === FitnessCode.VPC_MISMATCH);
  if (mismatch !== undefined) throw refused(context, call, mismatch);

  const fit = checked.filter(({ report }) => report?.launchable !== false);
  if (fit.length === 0) throw notOffered(context, call, findings);
  const warnings = distinct(findings);
  for (const { code, parameter, message } of warnings) {
    context.logger?.warn(message, { operation: call.operation, region: context.region, code, parameter });
  }
  return { choices: fit.map(withVirtualization), warnings };
}

async function checkChoice(
  context: WorkerContext,
  call: OperationCall,
  choice: PlannedChoice,
  template: Reading<TemplateTraits | undefined>,
): Promise<CheckedChoice> {
  const traits = readOf(template);
  const instanceType = choice.instanceType ?? traits?.instanceType;
  if (instanceType === undefined) {
    const reason = 'error' in template ? template.error.message : 'the launch template names none.';
    return { choice, findings: [notChecked('instanceType', reason)] };
  }
  const question = questionOf(choice, instanceType, traits);
  const report = await checkFitness(context, call, question);
  return { choice, question, report, findings: report.findings };
}

/** What EC2 will be asked for: overrides come before the input, and what neither says is as the template has it. */
function questionOf(
  { input, ...choice }: PlannedChoice,
  instanceType: string,
  template: TemplateTraits | undefined,
): FitnessQuestion {
  const { overrides = {} } = input;
  const isPlaced = choice.subnetId !== undefined || choice.availabilityZone !== undefined;
  const place = isPlaced ? choice : template;
  const nested =
    overrides.CpuOptions === undefined
      ? input.nestedVirtualization
      : overrides.CpuOptions.NestedVirtualization === 'enabled';
  return {
    instanceType,
    subnetId: place?.subnetId,
    availabilityZone: place?.subnetId === undefined ? place?.availabilityZone : undefined,
    securityGroupIds: overrides.SecurityGroupIds ?? input.securityGroupIds ?? template?.securityGroupIds,
    nestedVirtualization: nested ?? template?.nestedVirtualization,
  };
}

function withVirtualization({ choice, question, report }: CheckedChoice): PlannedChoice {
  if (report?.virtualization !== 'nested' || question?.nestedVirtualization !== undefined) return choice;
  return { ...choice, input: { ...choice.input, nestedVirtualization: true } };
}

/** Several choices may share a type or a subnet. */
function distinct(findings: readonly FitnessFinding[]): readonly FitnessFinding[] {
  return [...new Map(findings.map((finding) => [finding.message, finding])).values()];
}

function refused(
  { region }: WorkerContext,
  { operation }: OperationCall,
  { parameter, message }: FitnessFinding,
): InvalidParameterError {
  return new InvalidParameterError({ operation, region, parameter, message: `${operation}: ${message}` });
}

function notOffered(
  { region }: WorkerContext,
  { operation }: OperationCall,
  findings: readonly FitnessFinding[],
): UnsupportedError {
  const reasons = distinct(findings.filter(({ severity }) => severity === 'error'));
  const message = `${operation} in ${region}: ${reasons.map((reason) => reason.message).join(' ')}`;
  return new UnsupportedError({ operation, region, fallbackScope: 'zone', message });
}
