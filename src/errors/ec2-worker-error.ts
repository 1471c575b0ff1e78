import { assignDetails } from './assign-details.js';
import { isMarkedAsOurs, markAsOurs } from './error-marker.js';
import { redactText } from './redact-text.js';
import { sanitizeCause } from './sanitize-cause.js';
import { toPlainData } from './to-plain-data.js';
import type { WorkerErrorDetails } from './worker-error-details.js';
import type { FallbackScope, WorkerErrorKind } from './worker-error-kind.js';
import type { WorkerErrorOptions } from './worker-error-options.js';

/** An error of one kind, with what that kind adds. */
type WorkerErrorOfKind<Kind extends WorkerErrorKind> = Ec2WorkerError & {
  readonly kind: Kind;
} & (Kind extends keyof WorkerErrorDetails ? WorkerErrorDetails[Kind] : unknown);

/** Any error of this package: a `switch` on its `kind` narrows it to what that kind adds. */
export type AnyWorkerError = { [Kind in WorkerErrorKind]: WorkerErrorOfKind<Kind> }[WorkerErrorKind];

/**
 * Every failure of this package is one of these: its {@link Ec2WorkerError.kind} says what the failure
 * means, {@link Ec2WorkerError.retryable} and {@link Ec2WorkerError.fallbackScope} what may help. Of kind
 * `unknown` it is an answer of AWS that this package has no better word for.
 *
 * Tell it with {@link Ec2WorkerError.isInstance} rather than `instanceof`, which fails where an
 * application loads the package both as ESM and as CommonJS.
 *
 * No secret is in its message, its properties, its cause or its JSON.
 */
export class Ec2WorkerError extends Error {
  /** What the failure means. */
  readonly kind: WorkerErrorKind;
  /**
   * AWS's own code, such as `InvalidInstanceID.NotFound`; the operating system's for a network fault; of a
   * CML host, a `CmlProblemCode`.
   */
  declare readonly code: string | undefined;
  /** The method that was called, such as `startInstance`. */
  declare readonly operation: string | undefined;
  /** The region that was called. */
  declare readonly region: string | undefined;
  /** The CML host that was called, such as `203.0.113.7:443`, where it was one. */
  declare readonly host: string | undefined;
  /** The instances concerned, if any. */
  readonly instanceIds: readonly string[];
  /** AWS's id of the request, for a support case. */
  declare readonly requestId: string | undefined;
  /** The status of the answer; `undefined` where there was none. */
  declare readonly httpStatus: number | undefined;
  /** Whether the same request may succeed later, unchanged. */
  readonly retryable: boolean;
  /** What else may succeed where this request did not. */
  readonly fallbackScope: FallbackScope;
  /** The idempotency token of a launch, by which to look up what became of it. */
  declare readonly clientToken: string | undefined;

  constructor(options: WorkerErrorOptions, kind: WorkerErrorKind = 'unknown') {
    super(
      redactText(options.message),
      options.cause === undefined ? undefined : { cause: sanitizeCause(options.cause) },
    );
    markAsOurs(this);
    this.kind = kind;
    this.instanceIds = (options.instanceIds ?? []).map(redactText);
    this.retryable = options.retryable ?? false;
    this.fallbackScope = options.fallbackScope ?? 'none';
    const { code, operation, region, host, requestId, httpStatus, clientToken } = options;
    assignDetails(this, { code, operation, region, host, requestId, httpStatus, clientToken });
  }

  // On the prototype, so that it heads the stack, stays out of JSON and survives minification.
  /** The name of the class; `AbortError` for an {@link AbortedError}, as the platform has it. */
  override get name(): string {
    return 'Ec2WorkerError';
  }

  /** Whether a value is an error of this package, from whichever copy of it. */
  static isInstance(value: unknown): value is AnyWorkerError {
    return isMarkedAsOurs(value);
  }

  /** The error as plain data, safe to log: the cause by name and message only, no stack. */
  toJSON(): Record<string, unknown> {
    const { cause } = this;
    return {
      name: this.name,
      message: this.message,
      ...(toPlainData(Object.fromEntries(Object.entries(this))) as Record<string, unknown>),
      ...(cause === undefined ? {} : { cause: toPlainData(cause) }),
    };
  }
}

/** Whether a value is an error of this package and of a kind. */
export function isWorkerErrorOfKind(value: unknown, kind: WorkerErrorKind): boolean {
  return isMarkedAsOurs(value) && (value as { readonly kind?: unknown }).kind === kind;
}
