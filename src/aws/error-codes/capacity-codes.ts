import { type CodeTable, LAUNCH_ACTION, sameRule } from './code-meaning.js';

/** AWS has none to give now. EC2 sends some of these with status 500: the code counts, not the status. */
export const CAPACITY_CODES: CodeTable = {
  ...sameRule({ kind: 'insufficient-capacity', fallbackScope: 'type' }, [
    'InsufficientHostCapacity',
    'InsufficientCapacityOnHost',
    'InsufficientReservedInstanceCapacity',
    'InsufficientReservedInstancesCapacity',
    'InsufficientCapacity',
    'InsufficientCapacityOnOutpost',
    'UnfulfillableCapacity',
    'ReservationCapacityExceeded',
    'IncompatibleHostRequirements',
    'UnavailableHostRequirements',
  ]),
  InsufficientInstanceCapacity: {
    kind: 'insufficient-capacity',
    fallbackScope: 'type',
    cases: [
      {
        kind: 'quota-exceeded',
        fallbackScope: 'zone',
        whenText: /spread.*placement group.*limit|limit.*spread.*placement group/i,
        advice: 'A spread placement group takes 7 instances in a zone: use another zone or group.',
      },
    ],
  },
  InsufficientVolumeCapacity: { kind: 'insufficient-capacity', fallbackScope: 'zone' },
  VolumeTypeNotAvailableInZone: {
    kind: 'insufficient-capacity',
    fallbackScope: 'zone',
    retryable: false,
    advice: 'Use another zone, or another volume type.',
  },
  InsufficientAddressCapacity: { kind: 'insufficient-capacity', advice: 'Try again later.' },
  InsufficientFreeAddressesInSubnet: {
    kind: 'insufficient-capacity',
    fallbackScope: 'subnet',
    advice: 'Use another subnet, or free private addresses in this one.',
  },
  SpotMaxPriceTooLow: {
    kind: 'insufficient-capacity',
    fallbackScope: 'market',
    advice: 'Leave the maximum price out, raise it, or launch on demand.',
  },
};

const UNSUPPORTED_TYPE = { kind: 'unsupported', fallbackScope: 'type', whenAction: LAUNCH_ACTION } as const;

/** What AWS does not offer: in general, for a type, or in a zone. */
export const UNSUPPORTED_CODES: CodeTable = {
  Unsupported: {
    kind: 'unsupported',
    cases: [
      { ...UNSUPPORTED_TYPE, whenText: /requested configuration|architecture|boot mode|virtuali[sz]ation/i },
      {
        kind: 'unsupported',
        fallbackScope: 'zone',
        whenAction: LAUNCH_ACTION,
        advice: 'The zone does not offer this type: use a subnet in another zone, or another type.',
      },
    ],
  },
  ...sameRule({ kind: 'unsupported', cases: [UNSUPPORTED_TYPE] }, [
    'UnsupportedOperation',
    'UnsupportedInstanceAttribute',
    'UnsupportedHibernationConfiguration',
    'UnsupportedHostConfiguration',
    'UnsupportedTenancy',
    'UnsupportedProtocol',
    'InstanceCreditSpecification.NotSupported',
    'NonEBSInstance',
    'BootForVolumeTypeUnsupported',
    'EncryptedVolumesNotSupported',
  ]),
};
