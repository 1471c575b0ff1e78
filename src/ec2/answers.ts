import { ADVICE } from '../aws/advice.js';
import { failureMessage } from '../errors/failure-message.js';
import { InstanceNotFoundError } from '../errors/instance-not-found-error.js';
import type { Answers, Outcome } from './ec2-port.js';

/** Anything that says which instance it is about. */
interface Identified {
  readonly instanceId: string;
}

/** Where an instance was looked for. */
interface LookUp {
  readonly operation: string;
  readonly region: string;
}

/** Sorts the rows of a reply to the ids that were asked for. An id without a row does not exist there. */
export function answerEach<Row extends Identified>(
  instanceIds: readonly string[],
  rows: readonly (Row | undefined)[],
  lookUp: LookUp,
): Answers<Row> {
  const rowById = new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.instanceId, row] as const])));
  return new Map(
    instanceIds.map((instanceId): [string, Outcome<Row>] => {
      const row = rowById.get(instanceId);
      return [
        instanceId,
        row === undefined ? { error: instanceNotFound(instanceId, lookUp) } : { value: row },
      ];
    }),
  );
}

/** The answers to a request that tells nothing but its success. */
export function answerDone(instanceIds: readonly string[]): Answers<void> {
  return new Map(instanceIds.map((instanceId) => [instanceId, { value: undefined }]));
}

/** The error for an instance that EC2 leaves out of its answer. */
export function instanceNotFound(instanceId: string, { operation, region }: LookUp): InstanceNotFoundError {
  const instanceIds = [instanceId];
  const text = 'EC2 knows no such instance there';
  const advice = ADVICE['instance-not-found'];
  const message = failureMessage({ operation, region, instanceIds, text, advice });
  return new InstanceNotFoundError({ operation, region, instanceIds, message });
}
