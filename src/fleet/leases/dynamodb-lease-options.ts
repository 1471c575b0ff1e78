import type { EC2ClientConfig } from '@aws-sdk/client-ec2';
import type { AwsRegion } from '../../model/aws-region.js';
import type { Logger } from '../../model/logger.js';
import type { SdkClient } from '../../model/sdk-client.js';
import type { Clock } from '../../time/clock.js';

/** Options of {@link DynamoDbLeaseStore}. */
export interface DynamoDbLeaseStoreOptions {
  /** The table, which {@link DynamoDbLeaseStore.createTable} makes; its name, or its ARN for one of another account. */
  readonly tableName: string;
  /**
   * A `DynamoDBClient` of one's own making, in place of the five options below. It keeps its own retries, and is never
   * destroyed here.
   */
  readonly client?: SdkClient | undefined;
  /** Where the table is. Default: as the AWS SDK finds it, by `AWS_REGION` or the profile. */
  readonly region?: AwsRegion | undefined;
  /** The profile in the AWS SDK's files. Default: `AWS_PROFILE`, else `default`. */
  readonly profile?: string | undefined;
  /** Anything that the AWS SDK takes for credentials. Default: its own chain of providers. */
  readonly credentials?: EC2ClientConfig['credentials'];
  /** Another address than AWS's, for DynamoDB Local or an emulator. */
  readonly endpoint?: string | undefined;
  /** The AWS SDK's request handler, or options of it: for proxies, and for a `SimulatedAws`. */
  readonly requestHandler?: EC2ClientConfig['requestHandler'];
  /** What every key in the table begins with, so that several programs can share a table. Default: nothing. */
  readonly keyPrefix?: string | undefined;
  /**
   * How far apart the clocks of those who share the table may be, in seconds, from 0 to 300: a lease is given to
   * somebody else only so long after its end. Default 5, which is far more than hosts differ that set their clocks by
   * NTP, as EC2's do. Everybody who shares a table has to allow the same.
   */
  readonly clockSkewSeconds?: number | undefined;
  /**
   * After how many days without use DynamoDB may delete the item of a key, at least 1: for keys that come and go, such
   * as instance ids. Tokens grow on even then. Default: never.
   */
  readonly forgetAfterDays?: number | undefined;
  /** How often a request is tried at most, the first time included. Default 4. */
  readonly maxAttempts?: number | undefined;
  /** What leases end by, and what waits go by. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** Told of requests that are tried again. Default: nobody. */
  readonly logger?: Logger | undefined;
}
