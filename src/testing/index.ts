/**
 * A simulated AWS and a simulated CML host, for tests.
 *
 * @module ec2-worker-client/testing
 */

export type { MetricDimension } from './cloudwatch/metric-store.js';
export type { SimulatedMetricData } from './cloudwatch/seed-metric.js';
export type { SimulatedCmlPhase, SimulatedCmlStep } from './cml/phase.js';
export type {
  SimulatedCmlClientOptions,
  SimulatedCmlLogin,
  SimulatedCmlPin,
} from './cml/simulated-cml-client-options.js';
export type { SimulatedCmlFault } from './cml/simulated-cml-fault.js';
export { SimulatedCmlHost } from './cml/simulated-cml-host.js';
export type {
  SimulatedCmlBehavior,
  SimulatedCmlEvent,
  SimulatedCmlHostOptions,
  SimulatedCmlLab,
  SimulatedCmlUser,
} from './cml/simulated-cml-host-options.js';
export type { SimulatedCmlRequest } from './cml/simulated-cml-request.js';
export type { SimulatedCheck } from './ec2/impairments.js';
export type {
  SimulatedCapacity,
  SimulatedMarket,
  SimulatedOffering,
  SimulatedQuota,
} from './ec2/launch-supply.js';
export type { SimulatedLimits } from './ec2/limits.js';
export type { SimulatedEvent } from './ec2/mishaps.js';
export type { SimulatedImage } from './ec2/simulated-image.js';
export type { SimulatedBoot, SimulatedMachine, SimulatedPower } from './ec2/simulated-machine.js';
export type { SimulatedSecurityGroup, SimulatedSubnet } from './ec2/simulated-network.js';
export type { SimulatedSpotPrice } from './ec2/spot-price-board.js';
export type { SimulatedDuration, SimulatedTiming } from './ec2/timing.js';
export type {
  CodeFault,
  CodesFault,
  EffectFault,
  FaultedRequest,
  FaultTarget,
  SimulatedFault,
} from './faults/fault.js';
export type { FaultEffect } from './faults/fault-effect.js';
export type { SimulatedAwsServer } from './http/local-server.js';
export type { OneOrMore, SimulatedPolicyDocument, SimulatedPolicyStatement } from './iam/policy-document.js';
export type { SimulatedRole } from './iam/role-store.js';
export type { SimulatedDenial, SimulatedIam } from './iam/simulated-iam.js';
export type { SimulatedCredentials } from './identity/credential-store.js';
export type { SimulatedCredentialsProvider } from './identity/credentials-provider.js';
export { SimulatedAws } from './simulated-aws.js';
export type { SimulatedAwsOptions } from './simulated-aws-options.js';
export type { SimulatedRequest } from './simulated-request.js';
export { SimulatedStock } from './simulated-stock.js';
export type { SimulatedParameter } from './ssm/parameter-store.js';
export { ManualClock, type ManualClockOptions } from './time/manual-clock.js';
