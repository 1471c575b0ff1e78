import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { EC2Client, EC2ClientConfig } from '@aws-sdk/client-ec2';
import type { RequestBudget } from '../aws/request-budget.js';
import type { AssumeRoleOptions } from '../model/assume-role-options.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { Logger } from '../model/logger.js';
import type { WorkerSettings } from '../settings/worker-settings.js';
import type { Clock } from '../time/clock.js';

/** Endpoints by service, each a URL. A service that is left out is asked at its usual one. */
export interface ServiceEndpoints {
  /** Default: the usual one. */
  readonly ec2?: string | undefined;
  /** Default: the usual one. */
  readonly cloudWatch?: string | undefined;
  /** Asked only for `assumeRole`. Default: the usual one. */
  readonly sts?: string | undefined;
}

/** How a client is to work. Every option may be left out; then it is as the AWS SDK has it. */
export interface Ec2WorkerClientOptions {
  /** The region of calls that name none. Default: that of the settings, else `AWS_REGION`, else the profile's. */
  readonly region?: AwsRegion | undefined;
  /** The profile of the shared configuration files. Default: as the AWS SDK has it. */
  readonly profile?: string | undefined;
  /** Credentials, or a provider of them. Default: the AWS SDK's own chain. */
  readonly credentials?: EC2ClientConfig['credentials'];
  /** A role to take on with these credentials. Not together with `ec2` or `cloudWatch`. Default: none. */
  readonly assumeRole?: AssumeRoleOptions | undefined;
  /** Where to send requests, such as a local simulation: one URL for all services, or one for each. */
  readonly endpoint?: string | ServiceEndpoints | undefined;
  /** Whether to use the FIPS endpoints. Default: as the AWS SDK has it. */
  readonly useFipsEndpoint?: boolean | undefined;
  /** Whether to use the dual-stack endpoints. Default: as the AWS SDK has it. */
  readonly useDualstackEndpoint?: boolean | undefined;
  /**
   * The AWS SDK's request handler, for a proxy or a test: one that is ready, which takes the place of the
   * timeouts below and is never destroyed, or options for the SDK's own, such as an agent.
   */
  readonly requestHandler?: EC2ClientConfig['requestHandler'];
  /** How long a connection may take, in milliseconds, from 1 to 2,147,483,647. Default 5,000. */
  readonly connectTimeoutMs?: number | undefined;
  /** How long a reply may take, in milliseconds, from 1 to 2,147,483,647. Default 30,000. */
  readonly requestTimeoutMs?: number | undefined;
  /**
   * How often a request is sent at most, retries included, at least 1. Default 4. A fresh attempt with
   * refreshed credentials does not count.
   */
  readonly maxAttempts?: number | undefined;
  /**
   * What launches are completed with, and held to, from `ec2-worker-client/settings`: the default region, the
   * allowed regions and types, images, networks and key pairs by region, and tags. What a launch names itself
   * wins, as far as it is allowed; one from a launch template has to name its type. The allowed types bind
   * `changeInstanceType` as well. Launches check their fitness, unless they say otherwise: on a type that cannot run
   * nodes of Cisco Modeling Labs, as the default types of the settings, they warn with `NO_HARDWARE_VIRTUALIZATION`.
   * Default: none.
   */
  readonly settings?: WorkerSettings | undefined;
  /**
   * Whether to have AWS decode what it encodes of a refusal, which says by which statement and under which
   * conditions. It needs `@aws-sdk/client-sts` and the permission `sts:DecodeAuthorizationMessage`; without
   * either, errors are as AWS words them. Default `true`.
   */
  readonly decodeDenials?: boolean | undefined;
  /** Where to write what is done. Default: nowhere. */
  readonly logger?: Logger | undefined;
  /**
   * A ready EC2 client, or one for each region. It keeps its own retries, credentials, endpoint and request
   * handler, and is never destroyed. A single one serves its own region only, and names it.
   */
  readonly ec2?: EC2Client | ((region: AwsRegion) => EC2Client) | undefined;
  /** The same for CloudWatch. */
  readonly cloudWatch?: CloudWatchClient | ((region: AwsRegion) => CloudWatchClient) | undefined;
  /**
   * How long a call waits for an instance that this client has just launched, and that EC2 does not know
   * yet, in seconds. 0: not at all. Default 30. Waits allow five minutes; `findInstance` never waits. A launch
   * looks as long for what it has launched if the reply is lost.
   */
  readonly launchGraceSeconds?: number | undefined;
  /**
   * Whether concurrent calls about single workers share requests, and waits look together. `false`: each call and
   * each look is a request of its own. Default `true`.
   */
  readonly coalescing?: boolean | undefined;
  /**
   * The request rates to keep to. Hand one budget to several clients that share an account; `false` switches it
   * off. Default: one of the client's own for each region, or none where the `endpoint` is on this machine.
   */
  readonly budget?: RequestBudget | false | undefined;
  /** What keeps the time. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
}
