import { isRecord } from '../../errors/describe-type.js';
import { InputCheck } from '../../errors/input-check.js';
import type { AcquireLeaseOptions, Lease, RenewLeaseOptions } from './lease-store.js';

const LONGEST_KEY_BYTES = 1_024;
const LONGEST_OWNER = 255;
const LONGEST_SECONDS = 86_400;

/** Refuses a key that no lease can have. @throws InvalidParameterError */
export function checkLeaseKey(key: string, operation: string): void {
  const isRight = typeof key === 'string' && key !== '' && Buffer.byteLength(key) <= LONGEST_KEY_BYTES;
  new InputCheck(operation).that(isRight, 'key', `a text of 1 to ${LONGEST_KEY_BYTES} bytes`, key);
}

/** Refuses options that no lease can be acquired with. @throws InvalidParameterError */
export function checkAcquisition(key: string, options: AcquireLeaseOptions, operation: string): void {
  checkLeaseKey(key, operation);
  const check = new InputCheck(operation);
  check.that(isRecord(options), 'options', 'an object with owner and durationSeconds', options);
  const { owner, durationSeconds } = options;
  const isOwner = typeof owner === 'string' && owner !== '' && owner.length <= LONGEST_OWNER;
  check.that(isOwner, 'owner', `a text of 1 to ${LONGEST_OWNER} characters`, owner);
  checkDuration(durationSeconds, operation);
}

/** Refuses what no lease can be renewed with. @throws InvalidParameterError */
export function checkRenewal(lease: Lease, options: RenewLeaseOptions, operation: string): void {
  checkLease(lease, operation);
  new InputCheck(operation).that(isRecord(options), 'options', 'an object with durationSeconds', options);
  checkDuration(options.durationSeconds, operation);
}

/** Refuses what is not a lease. @throws InvalidParameterError */
export function checkLease(lease: Lease, operation: string): void {
  const isRight =
    isRecord(lease) &&
    typeof lease.key === 'string' &&
    typeof lease.owner === 'string' &&
    Number.isSafeInteger(lease.token);
  new InputCheck(operation).that(isRight, 'lease', 'a lease as acquire() gives it', lease);
}

/** Refuses a duration that is none. @throws InvalidParameterError */
function checkDuration(seconds: number, operation: string): void {
  const isRight = typeof seconds === 'number' && seconds >= 1 && seconds <= LONGEST_SECONDS;
  new InputCheck(operation).that(isRight, 'durationSeconds', `from 1 to ${LONGEST_SECONDS}`, seconds);
}
