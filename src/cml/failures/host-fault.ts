import type { CmlProblemCode } from '../model/cml-problem.js';

/** How far a request had come when it failed. */
export type FaultStage = 'tcp' | 'tls' | 'http';

/** What a fault is made of. */
export interface HostFaultOptions {
  /** What happened, without a full stop. Free of secrets. */
  readonly text: string;
  /** Default `http`. */
  readonly stage?: FaultStage | undefined;
  /** The status of the host's answer, if there was one. */
  readonly httpStatus?: number | undefined;
  /** How long the host asks to be left alone. */
  readonly retryAfterSeconds?: number | undefined;
  /** In place of the code's usual advice. */
  readonly advice?: string | undefined;
  readonly cause?: unknown;
}

/**
 * A request to a host that failed, inside this room only: callers get one of the public errors, a probe makes a
 * problem of it.
 */
export class HostFault extends Error {
  readonly code: CmlProblemCode;
  readonly text: string;
  readonly stage: FaultStage;
  readonly httpStatus: number | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly advice: string | undefined;

  constructor(code: CmlProblemCode, options: HostFaultOptions) {
    super(`${code}: ${options.text}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.text = options.text;
    this.stage = options.stage ?? 'http';
    this.httpStatus = options.httpStatus;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.advice = options.advice;
  }

  override get name(): string {
    return 'HostFault';
  }
}
