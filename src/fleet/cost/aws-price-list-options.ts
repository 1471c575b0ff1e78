import type { EC2ClientConfig } from '@aws-sdk/client-ec2';
import type { Logger } from '../../model/logger.js';
import type { SdkClient } from '../../model/sdk-client.js';
import type { Clock } from '../../time/clock.js';

/** The only regions where AWS answers questions about prices; each knows the prices of all. */
export type PriceListRegion = 'us-east-1' | 'eu-central-1' | 'ap-south-1';

/** Options of {@link AwsPriceList}. */
export interface AwsPriceListOptions {
  /** A `PricingClient` of one's own making, in place of the five options below. It keeps its own retries. */
  readonly client?: SdkClient | undefined;
  /** Where to ask. Default `us-east-1`. */
  readonly region?: PriceListRegion | undefined;
  /** The profile in the AWS SDK's files. Default: `AWS_PROFILE`, else `default`. */
  readonly profile?: string | undefined;
  /** Anything that the AWS SDK takes for credentials. Default: its own chain of providers. */
  readonly credentials?: EC2ClientConfig['credentials'];
  /** Another address than AWS's, for an emulator. */
  readonly endpoint?: string | undefined;
  /** The AWS SDK's request handler, or options of it: for proxies, and for a `SimulatedAws`. */
  readonly requestHandler?: EC2ClientConfig['requestHandler'];
  /** How long a price is remembered, in seconds, from 0 on. Default 86,400, a day. */
  readonly cacheSeconds?: number | undefined;
  /** How often a request is tried at most, the first time included. Default 4. */
  readonly maxAttempts?: number | undefined;
  /** What prices age by. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** Told of requests that are tried again. Default: nobody. */
  readonly logger?: Logger | undefined;
}
