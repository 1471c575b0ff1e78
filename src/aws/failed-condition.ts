import { meaningOfKnownCode } from './aws-error-codes.js';
import { readAwsError } from './read-aws-error.js';

/** Whether what was thrown is DynamoDB's way to say that the condition of a write does not hold. */
export function isFailedCondition(thrown: unknown): boolean {
  return readAwsError(thrown).codes.some(
    ({ code, text }) => meaningOfKnownCode(code, { text })?.trait === 'failed-condition',
  );
}
