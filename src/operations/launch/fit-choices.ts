import { InvalidParameterError } from '../../errors/invalid-parameter-error.js';
import { UnsupportedError } from '../../errors/unsupported-error.js';
import { FitnessCode, type FitnessFinding, type FitnessReport } from '../../model/fitness-report.js';
import { checkFitness } from '../fitness/check-fitness.js';
import { withSharedSignal } from '../shared-signal.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';
import type { PlannedChoice } from './planned-choice.js';

/** The choices that can be launched, and what there is to say of them. */
export interface FitChoices {
  readonly choices: readonly PlannedChoice[];
  readonly warnings: readonly FitnessFinding[];
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
  const checked = await withSharedSignal(call.abortSignal, (abortSignal) =>
    Promise.all(
      choices.map(async (choice) => ({
        choice,
        report: await reportOn(context, { ...call, abortSignal }, choice),
      })),
    ),
  );
  for (const { choice, report } of checked) context.capacity.noteZone(choice, report?.availabilityZone);
  const findings = checked.flatMap(({ report }) => report?.findings ?? []);
  const mismatch = findings.find(({ code }) => code === FitnessCode.VPC_MISMATCH);
  if (mismatch !== undefined) throw refused(context, call, mismatch);

  const fit = checked.filter(({ report }) => report?.launchable !== false);
  if (fit.length === 0) throw notOffered(context, call, findings);
  const warnings = distinct(findings);
  for (const { code, parameter, message } of warnings) {
    context.logger?.warn(message, { operation: call.operation, region: context.region, code, parameter });
  }
  return { choices: fit.map(({ choice, report }) => withVirtualization(choice, report)), warnings };
}

/** A type that only a launch template names cannot be checked. */
async function reportOn(
  context: WorkerContext,
  call: OperationCall,
  { input, instanceType, subnetId, availabilityZone }: PlannedChoice,
): Promise<FitnessReport | undefined> {
  if (input.checkFitness !== true || instanceType === undefined) return undefined;
  const { overrides = {} } = input;
  const securityGroupIds = overrides.SecurityGroupIds ?? input.securityGroupIds;
  const nestedVirtualization =
    overrides.CpuOptions === undefined
      ? input.nestedVirtualization
      : overrides.CpuOptions.NestedVirtualization === 'enabled';
  const question = { instanceType, subnetId, availabilityZone, securityGroupIds, nestedVirtualization };
  return await checkFitness(context, call, question);
}

function withVirtualization(choice: PlannedChoice, report: FitnessReport | undefined): PlannedChoice {
  const { input } = choice;
  if (report?.virtualization !== 'nested' || input.nestedVirtualization !== undefined) return choice;
  return { ...choice, input: { ...input, nestedVirtualization: true } };
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
