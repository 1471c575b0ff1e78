import type { FleetEvent, FleetMonitor, FleetWorkerEvent } from 'ec2-worker-client/fleet';

/** Takes events until one that is wanted, which is the last; the first so many that are wanted, with a count. */
export async function takeUntil(
  monitor: FleetMonitor,
  isWanted: (event: FleetEvent) => boolean,
  count = 1,
): Promise<FleetEvent[]> {
  const taken: FleetEvent[] = [];
  let wanted = 0;
  for await (const event of monitor) {
    taken.push(event);
    if (isWanted(event)) wanted += 1;
    if (wanted === count) break;
  }
  return taken;
}

/** Whether an event is of a type. */
export const isOf =
  (...types: FleetEvent['type'][]) =>
  ({ type }: FleetEvent): boolean =>
    types.includes(type);

export const typesOf = (events: readonly FleetEvent[]): string[] => events.map(({ type }) => type);

/** The event of a type among several; fails the test if there is none. */
export function find<Type extends FleetEvent['type']>(
  events: readonly FleetEvent[],
  type: Type,
): Extract<FleetEvent, { readonly type: Type }> {
  const found = events.find((event) => event.type === type);
  if (found === undefined) throw new Error(`No ${type} among ${typesOf(events).join()}.`);
  return found as Extract<FleetEvent, { readonly type: Type }>;
}

/** The names of the workers that events are about. */
export const namesOf = (events: readonly FleetEvent[]): (string | undefined)[] =>
  events.filter((event): event is FleetWorkerEvent => 'worker' in event).map(({ worker }) => worker.name);
