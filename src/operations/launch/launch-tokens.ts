import { createHash } from 'node:crypto';
import type { PlannedChoice } from './planned-choice.js';

/** What makes a launch the same launch in every attempt, retry and restart. */
export interface LaunchIntent {
  /** The caller's launch key or client token, or a random one of this call. */
  readonly key: string;
  /** Whether the key is itself the client token of the first choice's first attempt. */
  readonly isToken: boolean;
}

/** EC2 takes 64 characters; these are enough to be unique among all launches ever made. */
const TOKEN_LENGTH = 40;

/**
 * The client token of an attempt: made of the intent and of what varies between attempts, so that EC2 tells a
 * repetition, which it answers with the same instances, from another attempt, which it would refuse under the
 * same token.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
 */
export function tokenOf({ key, isToken }: LaunchIntent, choice: PlannedChoice, attempt: number): string {
  if (isToken && choice.index === 0 && attempt === 0) return key;
  const { instanceType, subnetId, availabilityZone, market, input } = choice;
  // How many instances are asked for is no part of it: a restart may know of some, and ask for fewer. EC2 then
  // refuses the token, which shows that it was used, where another token would launch once more.
  const parts = [key, instanceType, subnetId, availabilityZone, market, input.market, attempt];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, TOKEN_LENGTH);
}
