import { isRecord } from '../errors/describe-type.js';
import { InputCheck } from '../errors/input-check.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { CallOptions } from '../model/call-options.js';
import type { WorkerRef } from '../model/worker-ref.js';
import { checkInstanceId } from '../operations/check-instance-id.js';
import { checkRegion } from './region.js';

/** Which instance is meant, and where, as far as the caller says so. */
export interface WorkerTarget {
  readonly instanceId: string;
  readonly region: AwsRegion | undefined;
}

/**
 * Reads a reference to a worker.
 *
 * @throws InvalidParameterError for what is none, or names no instance id.
 */
export function readWorkerRef(worker: WorkerRef, operation: string): WorkerTarget {
  if (typeof worker === 'string') {
    checkInstanceId(worker, operation, 'worker');
    return { instanceId: worker, region: undefined };
  }
  const expected = 'an instance id, or an object with an instanceId';
  new InputCheck(operation).that(isRecord(worker), 'worker', expected, worker);
  checkInstanceId(worker.instanceId, operation, 'worker.instanceId');
  if (worker.region !== undefined) checkRegion(worker.region, operation);
  return { instanceId: worker.instanceId, region: worker.region };
}

/**
 * Reads references to several workers.
 *
 * @throws InvalidParameterError for what is no list of them: a single id would be read letter by letter.
 */
export function readWorkerRefs(workers: Iterable<WorkerRef>, operation: string): WorkerTarget[] {
  const given: unknown = workers;
  const isList = typeof given === 'object' && given !== null && Symbol.iterator in given;
  new InputCheck(operation).that(isList, 'workers', 'a list of instance ids, or of objects with one', given);
  return Array.from(workers, (worker) => readWorkerRef(worker, operation));
}

/**
 * Refuses options that are none: a caller from JavaScript may have put something else in their place.
 *
 * @throws InvalidParameterError saying what was given instead.
 */
export function checkCallOptions(options: CallOptions, operation: string): void {
  const check = new InputCheck(operation);
  check.that(isRecord(options), 'options', 'an object', options);
  if (options.region !== undefined) checkRegion(options.region, operation);
  const signal: unknown = options.abortSignal;
  const isSignal = isRecord(signal) && 'aborted' in signal && 'addEventListener' in signal;
  check.that(signal === undefined || isSignal, 'abortSignal', 'an AbortSignal', signal);
}

/** The options of a call, in the region of what it is about unless they name another. What is none is left to the checks. */
export function regionOfRef(options: CallOptions, about: unknown): CallOptions {
  const region = isRecord(about) ? (about['region'] as AwsRegion | undefined) : undefined;
  const given = options as CallOptions | null;
  if (given === null || region === undefined || given.region !== undefined) return options;
  return { region, abortSignal: given.abortSignal };
}

/** The same of what names the worker that it is about, if it names any. */
export function regionOfWorker(options: CallOptions, naming: { readonly worker?: unknown }): CallOptions {
  return regionOfRef(options, (naming as { readonly worker?: unknown } | null | undefined)?.worker);
}
