import type { Ec2WorkerClientOptions, WaitOptions } from 'ec2-worker-client';

/** Data of a metric to put into the world's CloudWatch. */
export interface SeededMetric {
  readonly region: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly unit: string;
  readonly values: readonly { readonly at: Date; readonly value: number }[];
}

/** One AWS to hold the client against, empty of instances when it is made. */
export interface ContractWorld {
  /** What a client needs to reach it; its region is {@link HOME}. */
  readonly clientOptions: Ec2WorkerClientOptions;
  /** A subnet and a security group at home. */
  readonly network: { readonly subnetId: string; readonly securityGroupIds: readonly string[] };
  /** Delays that fit the speed at which its instances change. */
  readonly waitOptions: WaitOptions;
  /** Its time, in milliseconds since the epoch. */
  now(): number;
  /** Registers an image of the caller's own at home. @returns Its id. */
  putImage(name: string): Promise<string>;
  /** Puts data into a metric, whatever its namespace. */
  seedMetric(metric: SeededMetric): Promise<void>;
  close(): Promise<void>;
}

/** What servers may be unable to do. A case that needs what a server lacks is skipped there by name. */
export interface ContractFeatures {
  /**
   * Time passes only while somebody waits, so that every step on the way can be seen. In real time a busy
   * machine may miss one, and moto's instances are in their final state by the next read.
   */
  readonly exactTiming: boolean;
  /** The same client token launches once, and refuses other parameters. moto launches anew each time. */
  readonly idempotentLaunch: boolean;
  /** The `client-token` filter works. moto answers HTTP 500 with a page of HTML. */
  readonly clientTokenFilter: boolean;
  /**
   * Actions that do not fit the instance's state are refused. moto reboots stopped instances and even
   * starts terminated ones.
   */
  readonly stateRules: boolean;
  /**
   * Starting what runs and stopping what is stopped says that nothing changed. moto answers `pending` and
   * `stopping` even so.
   */
  readonly idleStateChanges: boolean;
  /** A launch can ask for termination protection. moto drops the wish. */
  readonly protectionAtLaunch: boolean;
  /** A backslash in a filter's value takes the backslash after it literally. moto looks for both of them. */
  readonly escapedBackslash: boolean;
  /** Tags of instances that do not exist are refused. moto takes them. */
  readonly tagsNeedInstance: boolean;
  /** A start sets a new launch time. moto keeps the first one. */
  readonly restartedLaunchTime: boolean;
  /** Making an image can tag its snapshots. moto answers HTTP 500. */
  readonly imageSnapshotTags: boolean;
}

/** A server, and how to make a world of it. */
export interface ClientContract {
  readonly features: ContractFeatures;
  /** Called once for each group of cases, one after the other. */
  readonly makeWorld: () => Promise<ContractWorld>;
}

/** A server that can do everything. */
export const ALL_FEATURES: ContractFeatures = {
  exactTiming: true,
  idempotentLaunch: true,
  clientTokenFilter: true,
  stateRules: true,
  idleStateChanges: true,
  protectionAtLaunch: true,
  escapedBackslash: true,
  tagsNeedInstance: true,
  restartedLaunchTime: true,
  imageSnapshotTags: true,
};

/** The region of the clients, and another one. */
export const HOME = 'us-east-1';
export const ABROAD = 'eu-west-1';

/** Images that every server has, moto among its built-in ones. */
export const IMAGE = 'ami-03cf127a';
export const OTHER_IMAGE = 'ami-1e749f67';

/** Well-formed ids, and the name of a key pair, that stand for nothing on any server. */
export const MISSING = {
  instanceId: 'i-00000000000000000',
  amiId: 'ami-00000000000000000',
  subnetId: 'subnet-00000000000000000',
  securityGroupId: 'sg-00000000000000000',
  keyName: 'missing',
} as const;
