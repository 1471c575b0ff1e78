import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';

/** The functions that callers hand in to be asked for something. */
export type CallerFunction = 'host' | 'credentials';

/** A function of the caller's that failed, inside this room only: callers get one of the public errors. */
export class CallerFault extends Error {
  readonly parameter: CallerFunction;

  constructor(parameter: CallerFunction, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.parameter = parameter;
  }

  override get name(): string {
    return 'CallerFault';
  }
}

/** Asks a function of the caller's. One of our errors says enough by itself. @throws CallerFault for any other. */
export async function askCaller<Value>(
  parameter: CallerFunction,
  ask: () => Value | Promise<Value>,
): Promise<Value> {
  try {
    return await ask();
  } catch (thrown) {
    throw Ec2WorkerError.isInstance(thrown) ? thrown : new CallerFault(parameter, thrown);
  }
}
