import {
  FitnessCode,
  type FitnessFinding,
  type FitnessQuestion,
  type FitnessReport,
  type HardwareVirtualization,
} from '../../model/fitness-report.js';
import { checkQuestion } from '../check-launch.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';
import { attempt, readOf, unread } from './reading.js';

/** Answers a caller's question about a launch. */
export async function answerQuestion(
  context: WorkerContext,
  call: OperationCall,
  question: FitnessQuestion,
): Promise<FitnessReport> {
  checkQuestion(question, call.operation);
  return await checkFitness(context, call, question);
}

/** Checks whether a launch can be carried out, and whether what it launches can run nodes of CML. */
export async function checkFitness(
  context: WorkerContext,
  call: OperationCall,
  question: FitnessQuestion,
): Promise<FitnessReport> {
  const { launchCatalog, region } = context;
  const { instanceType, subnetId, securityGroupIds = [] } = question;
  const [type, offering, subnet, groups] = await Promise.all([
    attempt(() => launchCatalog.virtualizationOf(instanceType, call)),
    attempt(() => launchCatalog.zonesOffering(instanceType, call)),
    attempt(() =>
      subnetId === undefined ? Promise.resolve(undefined) : launchCatalog.subnet(subnetId, call),
    ),
    attempt(() =>
      subnetId === undefined || securityGroupIds.length === 0
        ? Promise.resolve([])
        : launchCatalog.securityGroups(securityGroupIds, call),
    ),
  ]);
  const traits = readOf(subnet);
  const zone = question.availabilityZone ?? traits?.availabilityZone;
  const virtualization = readOf(type);
  const findings = [
    ...(readOf(groups) ?? []).flatMap((group) => judgeGroup(group, subnetId, traits?.vpcId)),
    ...judgeOffering(instanceType, zone, readOf(offering)),
    ...judgeVirtualization(question, virtualization),
    ...unread('instanceType', type, offering),
    ...unread('subnetId', subnet),
    ...unread('securityGroupIds', groups),
  ];
  return {
    region,
    instanceType,
    virtualization,
    availabilityZone: zone,
    vpcId: traits?.vpcId,
    findings,
    launchable: findings.every(({ severity }) => severity !== 'error'),
    cmlCapable: virtualization && isCapable(question, virtualization),
  };
}

function judgeGroup(
  { groupId, vpcId }: { readonly groupId: string; readonly vpcId: string | undefined },
  subnetId: string | undefined,
  subnetVpcId: string | undefined,
): FitnessFinding[] {
  if (vpcId === undefined || subnetVpcId === undefined || vpcId === subnetVpcId) return [];
  const message =
    `Security group ${groupId} is of ${vpcId}, subnet ${subnetId} of ${subnetVpcId}: ` +
    "name groups of the subnet's own VPC.";
  return [{ code: FitnessCode.VPC_MISMATCH, severity: 'error', parameter: 'securityGroupIds', message }];
}

function judgeOffering(
  instanceType: string,
  zone: string | undefined,
  offering: readonly string[] | undefined,
): FitnessFinding[] {
  if (offering === undefined) return [];
  if (zone === undefined ? offering.length > 0 : offering.includes(zone)) return [];
  const elsewhere =
    offering.length === 0
      ? 'take another type, or another region'
      : `take another type, or a subnet in ${offering.join(', ')}`;
  const message = `${zone ?? 'The region'} does not offer ${instanceType}: ${elsewhere}.`;
  return [{ code: FitnessCode.TYPE_NOT_OFFERED, severity: 'error', parameter: 'instanceType', message }];
}

function judgeVirtualization(
  question: FitnessQuestion,
  virtualization: HardwareVirtualization | undefined,
): FitnessFinding[] {
  if (virtualization === undefined || isCapable(question, virtualization)) return [];
  const why =
    virtualization === 'nested'
      ? 'has its nested virtualization switched off'
      : 'has no hardware virtualization for its guests';
  const message =
    `${question.instanceType} ${why}, so nodes of Cisco Modeling Labs do not start on it: take a bare-metal ` +
    'type such as m5zn.metal, or one with nested virtualization such as m8i.4xlarge, switched on.';
  return [
    { code: FitnessCode.NO_HARDWARE_VIRTUALIZATION, severity: 'warning', parameter: 'instanceType', message },
  ];
}

function isCapable(
  { nestedVirtualization }: FitnessQuestion,
  virtualization: HardwareVirtualization,
): boolean {
  return virtualization === 'bare-metal' || (virtualization === 'nested' && nestedVirtualization !== false);
}
