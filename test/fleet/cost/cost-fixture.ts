import {
  type CostedWorker,
  type PriceSource,
  priceTable,
  type StateChangeRecord,
} from 'ec2-worker-client/fleet';

export const NOW: Date = new Date('2030-05-11T00:00:00Z');
export const AS_OF: Date = new Date('2030-01-01T00:00:00Z');

/** A time of the ten days before {@link NOW}. */
export const day = (days: number, hours = 0): Date =>
  new Date(Date.parse('2030-05-01T00:00:00Z') + (days * 24 + hours) * 3_600_000);

/** The ten days. */
export const WINDOW: { readonly startTime: Date; readonly endTime: Date } = {
  startTime: day(0),
  endTime: NOW,
};

export const WORKER: CostedWorker = {
  instanceId: 'i-0123456789abcdef0',
  region: 'us-east-1',
  instanceType: 'c5.2xlarge',
  instanceState: 'running',
  launchTime: day(5),
  lifecycle: 'on-demand',
  availabilityZone: 'us-east-1a',
};

export const SPOT_WORKER: CostedWorker = { ...WORKER, lifecycle: 'spot' };

export const PRICES: PriceSource = priceTable({
  source: 'the contract',
  asOf: AS_OF,
  instances: { 'us-east-1': { 'c5.2xlarge': 0.34 } },
  volumes: {
    'us-east-1': {
      gp3: { usdPerGiBMonth: 0.08, usdPerIopsMonth: 0.005, usdPerMiBpsMonth: 0.04 },
      io2: {
        usdPerGiBMonth: 0.125,
        usdPerIopsMonth: [
          { above: 0, usdPerIopsMonth: 0.065 },
          { above: 32_000, usdPerIopsMonth: 0.0455 },
          { above: 64_000, usdPerIopsMonth: 0.03185 },
        ],
      },
      gp2: { usdPerGiBMonth: 0.1 },
    },
  },
});

/** Two days of running within the window, and a start that is under way at its end. */
export const HISTORY: readonly StateChangeRecord[] = [
  { state: 'stopping', at: day(3) },
  { state: 'pending', at: day(1) },
  { state: 'running', at: day(1, 1) },
  { state: 'stopped', at: day(3, 1) },
  { state: 'pending', at: day(9, 23) },
];
