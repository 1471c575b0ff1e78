import { type CodeTable, sameRule } from './code-meaning.js';

/** The state of an instance or a volume stands in the way. */
export const STATE_CODES: CodeTable = {
  ...sameRule({ kind: 'incorrect-state' }, [
    'IncorrectInstanceState',
    'IncorrectState',
    'InvalidInstanceState',
    'InvalidState',
    'InvalidStateTransition',
    'InvalidHostState',
    'ResourceNotReady',
    'VolumeInUse',
  ]),
  OperationNotPermitted: {
    kind: 'operation-not-permitted',
    cases: [
      {
        kind: 'operation-not-permitted',
        whenText: /disableApiTermination|not be terminated/i,
        advice:
          'It is protected from termination: call setTerminationProtection(worker, false) first if it really is to go.',
      },
      {
        kind: 'operation-not-permitted',
        whenText: /disableApiStop|not be stopped/i,
        advice: 'It is protected from being stopped: set its attribute disableApiStop to false first.',
      },
    ],
  },
};

const NEW_TOKEN = {
  kind: 'conflict',
  conflictsWith: 'launch',
  advice: 'Use a new client token: this one belongs to another launch.',
} as const;

const STILL_IN_USE = {
  kind: 'conflict',
  conflictsWith: 'use',
  advice: 'It is still in use: detach or delete what uses it first.',
} as const;

const NAME_TAKEN = {
  kind: 'conflict',
  conflictsWith: 'name',
  advice: 'It exists already: use it, or choose another name.',
} as const;

/** A clash with another request, or with something that exists already. */
export const CONFLICT_CODES: CodeTable = {
  ...sameRule(
    {
      kind: 'conflict',
      conflictsWith: 'change',
      retryable: true,
      advice: 'Another change is under way: try again shortly.',
    },
    [
      'ConcurrentTagAccess',
      'ConcurrentMutationLimitExceeded',
      'ConcurrentCreateImageNoRebootLimitExceeded',
      'ConcurrentModificationException',
      'IncorrectModificationState',
      'CreditSpecificationUpdateInProgress',
      'BundlingInProgress',
      'ReplicatedWriteConflictException',
      'TransactionConflictException',
    ],
  ),
  ...sameRule(NEW_TOKEN, [
    'IdempotentParameterMismatch',
    'IdempotentInstanceTerminated',
    'InvalidClientToken',
  ]),
  ...sameRule(STILL_IN_USE, [
    'DependencyViolation',
    'InvalidGroup.InUse',
    'InvalidSnapshot.InUse',
    'InvalidPlacementGroup.InUse',
    'Resource.AlreadyAssociated',
    'Resource.AlreadyAssigned',
    'InvalidNetworkInterface.InUse',
    'InvalidDevice.InUse',
  ]),
  ConditionalCheckFailedException: {
    kind: 'conflict',
    conflictsWith: 'change',
    trait: 'failed-condition',
    advice: 'Somebody else has changed the item meanwhile: read it again.',
  },
  ResourceInUseException: NAME_TAKEN,
  ...sameRule(NAME_TAKEN, ['EntityAlreadyExists', 'InvalidAMIName.Duplicate', 'InvalidKeyPair.Duplicate']),
};
