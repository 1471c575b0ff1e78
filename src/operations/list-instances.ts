import type { ListQuery } from '../ec2/ec2-port.js';
import { describeType, isRecord } from '../errors/describe-type.js';
import { InputCheck, isText } from '../errors/input-check.js';
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
  const check = new InputCheck(operation);
  check.about(isRecord(filter), 'filter', 'an object', describeType(filter));
  const { instanceIds, instanceTypes, imageIds, clientTokens, tags = {}, includeTerminated = false } = filter;
  const states = filter.states ?? (includeTerminated ? undefined : LIVE_STATES);
  const lists = Object.entries({ instanceIds, instanceTypes, imageIds, clientTokens, states });
  for (const [parameter, list] of lists) checkList(check, parameter, list);
  check.about(isRecord(tags), 'tags', 'an object', describeType(tags));
  checkTagCriteria(check, tags);
  instanceIds?.forEach((instanceId) => {
    checkInstanceId(instanceId, operation, 'instanceIds');
  });

  const criteria = [instanceTypes, imageIds, clientTokens, states, ...Object.values(tags)];
  if ([instanceIds, ...criteria].some((value) => Array.isArray(value) && value.length === 0))
    return undefined;
  const count = criteria.flat().filter((value) => value !== undefined).length;
  const most = `at most ${MAX_CRITERIA} values beside instance ids`;
  check.about(count <= MAX_CRITERIA, 'filter', most, `${count}`);
  return { instanceIds, instanceTypes, imageIds, clientTokens, states, tags };
}

function checkList(check: InputCheck, parameter: string, list: unknown): void {
  if (list === undefined) return;
  const isList = Array.isArray(list);
  const received = isList ? 'a list with something else in it' : describeType(list);
  check.about(isList && list.every(isText), parameter, 'a list of texts', received);
}

function checkTagCriteria(check: InputCheck, tags: Readonly<Record<string, unknown>>): void {
  const expected = 'a value, a list of values, or true for any value';
  for (const [key, value] of Object.entries(tags)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    const isCriterion = value === true || values.every((item) => typeof item === 'string');
    check.about(isCriterion, `tags.${key}`, expected, describeType(value));
  }
}
