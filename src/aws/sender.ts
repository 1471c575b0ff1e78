import type { AwsConnection } from './aws-connection.js';
import type { AwsErrorContext } from './translate-aws-error.js';

/** One request to AWS, for the sake of its retries, its errors and the rates that AWS allows. */
export interface AwsCall extends AwsErrorContext {
  /** Such as `ec2:StartInstances`. */
  readonly action: string;
  /** Whether it may be sent again when nobody knows if it was carried out. */
  readonly idempotent: boolean;
  /** A read without a filter and without pages, which EC2 lets pass less often. Default: it has one of them. */
  readonly unfiltered?: boolean | undefined;
  /** A read by id, which EC2 may count as one without a filter: a refusal may be for either rate. Default: it does not. */
  readonly perhapsUnfiltered?: boolean | undefined;
  /** How many instances it launches or changes. Default: as many as it names, at least one. */
  readonly instances?: number | undefined;
}

/** Sends one attempt of a request over a connection. */
export type Attempt<Client, Sdk, Output> = (
  connection: AwsConnection<Client, Sdk>,
  options: { readonly abortSignal?: AbortSignal },
) => Promise<Output>;

/** Sends requests over one SDK client. */
export interface Sender<Client, Sdk> {
  /** The region that requests go to. */
  readonly region: string;
  /** Whether the budget has room for a read without a filter at once; if so, it is taken. */
  mayGoUnfiltered(action: string): boolean;
  send<Output>(call: AwsCall, attempt: Attempt<Client, Sdk, Output>): Promise<Output>;
}
