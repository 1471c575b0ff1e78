import type { ListQuery } from '../ec2/ec2-port.js';
import { describeType, isRecord } from '../errors/describe-type.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import { InstanceState } from '../model/instance-state.js';
import type { ListInstancesFilter } from '../model/list-instances-filter.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import { checkInstanceId } from './check-instance-id.js';
import { withImageNames } from './images/image-names.js';
import type { OperationCall, WorkerContext } from './worker-context.js';

/** Every state but `terminated`: what a listing shows unless it is told otherwise. */
const LIVE_STATES: readonly InstanceState[] = Object.values(InstanceState).filter(
  (state) => state !== InstanceState.TERMINATED,
);

/** EC2 takes 200 values in all filters together, and an instance id needs one of them. */
const MAX_CRITERIA = 199;

/** Lists the instances that match, page by page; an instance that moves between pages is told once. */
export async function* iterateInstances(
  context: WorkerContext,
  call: OperationCall,
  filter: ListInstancesFilter,
): AsyncGenerator<WorkerInstance, void, undefined> {
  const query = toListQuery(filter, call.operation);
  if (query === undefined) return;
  const told = new Set<string>();
  for await (const page of context.ec2.list(query, call)) {
    for (const instance of await withImageNames(context, call, page)) {
      if (told.has(instance.instanceId)) continue;
      told.add(instance.instanceId);
      yield instance;
    }
  }
}

/** The query of a filter; `undefined` if it can match nothing, since to EC2 an empty list means "all". */
function toListQuery(filter: ListInstancesFilter, operation: string): ListQuery | undefined {
  checkRecord(operation, 'filter', filter);
  const { instanceIds, instanceTypes, imageIds, clientTokens, tags = {}, includeTerminated = false } = filter;
  const states = filter.states ?? (includeTerminated ? undefined : LIVE_STATES);
  const lists = Object.entries({ instanceIds, instanceTypes, imageIds, clientTokens, states });
  for (const [parameter, list] of lists) checkList(operation, parameter, list);
  checkRecord(operation, 'tags', tags);
  checkTagCriteria(operation, tags);
  instanceIds?.forEach((instanceId) => {
    checkInstanceId(instanceId, operation, 'instanceIds');
  });

  const criteria = [instanceTypes, imageIds, clientTokens, states, ...Object.values(tags)];
  if ([instanceIds, ...criteria].some((value) => Array.isArray(value) && value.length === 0))
    return undefined;
  const count = criteria.flat().filter((value) => value !== undefined).length;
  if (count > MAX_CRITERIA) {
    const expected = `at most ${MAX_CRITERIA} values beside instance ids`;
    throw new InvalidParameterError({ operation, parameter: 'filter', expected, received: `${count}` });
  }
  return { instanceIds, instanceTypes, imageIds, clientTokens, states, tags };
}

function checkRecord(operation: string, parameter: string, value: unknown): void {
  if (isRecord(value)) return;
  const received = describeType(value);
  throw new InvalidParameterError({ operation, parameter, expected: 'an object', received });
}

function checkList(operation: string, parameter: string, list: unknown): void {
  if (list === undefined) return;
  if (Array.isArray(list) && list.every((value) => typeof value === 'string' && value !== '')) return;
  const received = Array.isArray(list) ? 'a list with something else in it' : describeType(list);
  throw new InvalidParameterError({ operation, parameter, expected: 'a list of texts', received });
}

function checkTagCriteria(operation: string, tags: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(tags)) {
    if (value === true || typeof value === 'string') continue;
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) continue;
    const expected = 'a value, a list of values, or true for any value';
    const received = describeType(value);
    throw new InvalidParameterError({ operation, parameter: `tags.${key}`, expected, received });
  }
}
