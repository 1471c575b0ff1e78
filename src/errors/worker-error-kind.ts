/** What a failure means to the caller: the closed list that {@link Ec2WorkerError.kind} draws from. */
export type WorkerErrorKind =
  | 'instance-not-found'
  | 'resource-not-found'
  | 'permission-denied'
  | 'authentication'
  | 'quota-exceeded'
  | 'insufficient-capacity'
  | 'throttled'
  | 'invalid-parameter'
  | 'incorrect-state'
  | 'operation-not-permitted'
  | 'conflict'
  | 'unsupported'
  | 'service-unavailable'
  | 'network'
  | 'launch-failed'
  | 'wait-timeout'
  | 'worker-unhealthy'
  | 'worker-assigned'
  | 'license'
  | 'aborted'
  | 'settings'
  | 'unknown';

/** What else may succeed where the same request will not: another type, zone, subnet, market or account. */
export type FallbackScope = 'none' | 'type' | 'zone' | 'subnet' | 'market' | 'account';
