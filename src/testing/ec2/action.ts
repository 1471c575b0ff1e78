import type { OperationSchema } from '../wire/ec2-query-codec.js';
import { ServiceError } from '../wire/service-error.js';
import type { Ec2Region } from './ec2-region.js';

/** What an action works on. */
export interface ActionContext {
  readonly region: Ec2Region;
  /** The time of the request. */
  readonly now: number;
  /**
   * Ends a dry run. An action calls it when everything is checked and nothing is changed yet.
   *
   * @throws ServiceError `DryRunOperation` in a dry run.
   */
  readonly commit: () => void;
}

/** One action of the simulated EC2. */
export interface Ec2Action {
  /** The SDK's schema of its wire format. */
  readonly schema: OperationSchema;
  /**
   * What it does. Its input is of the SDK's own type for the schema, by which the codec builds it: `never` is
   * what lets actions with different inputs stand in one list.
   */
  readonly perform: (input: never, context: ActionContext) => object;
}

/** As many as TerminateInstances and CreateTags take; of the other actions EC2 documents no number. */
const MOST_RESOURCES = 1_000;

/**
 * @throws ServiceError `MissingParameter` for a list that is absent or empty, `RequestResourceCountExceeded` for one
 * of more than 1,000.
 */
export function requireList<Item>(list: readonly Item[] | undefined, name: string): readonly Item[] {
  if (list === undefined || list.length === 0) throw missingParameter(name);
  if (list.length > MOST_RESOURCES) throw new ServiceError('RequestResourceCountExceeded');
  return list;
}

/** The error for a parameter that was left out. */
export function missingParameter(name: string): ServiceError {
  return new ServiceError('MissingParameter', `The request must contain the parameter ${name}`);
}

/** The error for a parameter with a value that EC2 does not take. */
export function invalidValue(value: string | number, name: string, reason = ''): ServiceError {
  const text = `Value (${value}) for parameter ${name} is invalid.${reason === '' ? '' : ` ${reason}`}`;
  return new ServiceError('InvalidParameterValue', text);
}
