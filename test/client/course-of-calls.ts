import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import { type Ec2WorkerClient, type Ec2WorkerError, RequestBudget } from 'ec2-worker-client';
import type { SimulatedRequest } from 'ec2-worker-client/testing';
import fc from 'fast-check';
import { failure, LAUNCH, listenersOf, STRANGER, turns, WorkerSimulation } from './worker-simulation.js';

/** The actions that may be sent for the sake of each method. */
export const ACTIONS = {
  getInstanceDetails: ['DescribeInstances', 'DescribeImages'],
  getTags: ['DescribeInstances'],
  getInstanceStatusChecks: ['DescribeInstanceStatus'],
  addTags: ['CreateTags'],
  stopInstance: ['StopInstances'],
  startInstance: ['StartInstances'],
  rebootInstance: ['RebootInstances'],
  waitUntilRunning: ['DescribeInstanceStatus', 'DescribeInstances', 'DescribeImages'],
  waitUntilStopped: ['DescribeInstanceStatus', 'DescribeInstances', 'DescribeImages'],
} as const;
export type Method = keyof typeof ACTIONS;

const METHODS = Object.keys(ACTIONS) as Method[];
const FAULTS = [
  { code: 'RequestLimitExceeded' },
  { code: 'InternalError' },
  { code: 'UnauthorizedOperation' },
  { code: 'TagLimitExceeded' },
  { effect: 'reset' },
  { effect: 'lost-reply' },
  { effect: 'truncated' },
  { effect: 'html-502' },
  { effect: 'html-200' },
] as const;

/** A call for one of five workers or a stranger, some time after the beginning, perhaps aborted later. */
const anyCall = fc.record({
  at: fc.nat({ max: 3_000 }),
  who: fc.nat({ max: 5 }),
  method: fc.constantFrom(...METHODS, 'addTags' as const),
  abortAfter: fc.option(fc.nat({ max: 1_500 }), { nil: undefined, freq: 2 }),
});

/** Calls, and what becomes of AWS and of the client meanwhile; all times in milliseconds. */
export interface Course {
  readonly calls: readonly {
    readonly at: number;
    readonly who: number;
    readonly method: Method;
    readonly abortAfter: number | undefined;
  }[];
  readonly faults: readonly {
    readonly at: number;
    readonly times: number;
    readonly fault: (typeof FAULTS)[number];
  }[];
  readonly latencyMs: number;
  readonly destroyAt: number | undefined;
  readonly coalescing: boolean;
  readonly budget: 'default' | 'tight' | 'none';
}

export const anyCourse: fc.Arbitrary<Course> = fc.record({
  calls: fc.array(anyCall, { minLength: 1, maxLength: 40 }),
  faults: fc.array(
    fc.record({
      at: fc.nat({ max: 3_000 }),
      times: fc.integer({ min: 1, max: 3 }),
      fault: fc.constantFrom(...FAULTS),
    }),
    { maxLength: 5 },
  ),
  latencyMs: fc.constantFrom(0, 5, 40, 200, 1_500),
  destroyAt: fc.option(fc.nat({ max: 4_000 }), { nil: undefined, freq: 3 }),
  coalescing: fc.constantFrom(true, true, true, false),
  budget: fc.constantFrom('default', 'tight', 'none'),
});

/** A call and how it ended. */
export interface Ending {
  readonly method: Method;
  readonly id: string;
  /** The tag that an `addTags` sets, and no other call does. */
  readonly tag: string;
  readonly beganAt: number;
  /** The tags of the instance that had been acknowledged when it began. */
  readonly acknowledged: readonly string[];
  readonly endedAt: number;
  readonly abortedAt: number;
  readonly value: unknown;
  readonly error: Ec2WorkerError | undefined;
}

/** All that happened. */
export interface Trace {
  readonly endings: readonly Ending[];
  /** The tags of the `addTags` calls, in the order in which they were made. */
  readonly tagged: readonly string[];
  readonly requests: readonly (SimulatedRequest & { readonly sentAt: number })[];
  readonly destroyedAt: number;
  readonly timersLeft: number;
  readonly listenersLeft: number;
}

/** Runs a course from its beginning until long after its last call has ended. */
export async function run(course: Course): Promise<Trace> {
  const { latencyMs } = course;
  const timing = { latencyMs, pendingMs: 2_000, stoppingMs: 2_000, initializingMs: 1_000 };
  const simulation = new WorkerSimulation({}, { timing });
  const { aws, clock } = simulation;
  // Nothing is loaded here that the clock would have to wait for.
  clock.hold()();
  const client = simulation.connect({ coalescing: course.coalescing, ...budgetOf(course, simulation) });
  const ids = [...(await launchFive(simulation)), STRANGER];
  // What has to be loaded is loaded.
  await client.findInstance(STRANGER);
  aws.clearRequests();

  const release = clock.hold();
  let destroyedAt = Number.POSITIVE_INFINITY;
  const destroy = (): void => {
    destroyedAt = clock.now();
    client.destroy();
  };
  if (course.destroyAt !== undefined) void clock.sleep(course.destroyAt).then(destroy);
  for (const { at, fault, times } of course.faults) {
    void clock.sleep(at).then(() => {
      aws.fail({ ...fault, times });
    });
  }
  const tagged: string[] = [];
  const acknowledged = new Map<string, readonly string[]>();
  const controllers: AbortController[] = [];
  const calls = course.calls.map(async ({ at, who, method, abortAfter }, index): Promise<Ending> => {
    await clock.sleep(at);
    const controller = new AbortController();
    controllers.push(controller);
    const id = ids[who] ?? STRANGER;
    const tag = `tag-${index}`;
    let abortedAt = Number.POSITIVE_INFINITY;
    const abort = (): void => {
      abortedAt = clock.now();
      controller.abort(new Error(`Abort ${index}`));
    };
    if (abortAfter !== undefined) void clock.sleep(abortAfter).then(abort);
    const beginning = { method, id, tag, beganAt: clock.now(), acknowledged: acknowledged.get(id) ?? [] };
    if (method === 'addTags') tagged.push(tag);
    const outcome = await outcomeOf(call(client, method, id, tag, controller.signal));
    const isTagged = method === 'addTags' && outcome.error === undefined;
    if (isTagged) acknowledged.set(id, [...(acknowledged.get(id) ?? []), tag]);
    return { ...beginning, ...outcome, endedAt: clock.now(), abortedAt };
  });
  release();
  const endings = await Promise.all(calls);
  await clock.sleep(6_000);
  await turns(5);
  return {
    endings,
    tagged,
    requests: aws.requests.map((request) => ({ ...request, sentAt: request.at - latencyMs })),
    destroyedAt,
    timersLeft: clock.pendingSleeps,
    listenersLeft: controllers.reduce((sum, { signal }) => sum + listenersOf(signal), 0),
  };
}

/** The instances that a request is about; none of a request about images. */
export function instancesIn({ parameters }: SimulatedRequest): readonly string[] {
  const { InstanceIds, Resources, Filters } = parameters as {
    InstanceIds?: string[];
    Resources?: string[];
    Filters?: { Name: string; Values: string[] }[];
  };
  return InstanceIds ?? Resources ?? Filters?.find(({ Name }) => Name === 'instance-id')?.Values ?? [];
}

function budgetOf({ budget }: Course, { clock }: WorkerSimulation) {
  if (budget === 'default') return {};
  if (budget === 'none') return { budget: false } as const;
  const requests = { capacity: 2, refillPerSecond: 4 };
  const rates = Object.fromEntries(
    Object.values(ACTIONS)
      .flat()
      .map((action) => [`ec2:${action}`, { requests, ...instancesOf(action) }]),
  );
  return { budget: new RequestBudget({ clock, share: 1, rates }) };
}

function instancesOf(action: string) {
  return action.startsWith('St') ? { instances: { capacity: 3, refillPerSecond: 5 } } : {};
}

async function launchFive({ aws, client }: WorkerSimulation): Promise<readonly string[]> {
  const ec2 = await client.ec2();
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({ ImageId: LAUNCH.amiId, InstanceType: 'c5.large', MinCount: 5, MaxCount: 5 }),
  );
  await aws.advance(100_000);
  return Instances.map(({ InstanceId = '' }) => InstanceId);
}

async function outcomeOf(promise: Promise<unknown>): Promise<Pick<Ending, 'value' | 'error'>> {
  const [settled] = await Promise.allSettled([promise]);
  if (settled.status === 'fulfilled') return { value: settled.value, error: undefined };
  return { value: undefined, error: await failure(promise) };
}

function call(
  client: Ec2WorkerClient,
  method: Method,
  id: string,
  tag: string,
  abortSignal: AbortSignal,
): Promise<unknown> {
  if (method === 'addTags') return client.addTags(id, { [tag]: 'value' }, { abortSignal });
  const isWait = method === 'waitUntilRunning' || method === 'waitUntilStopped';
  return client[method](id, { abortSignal, ...(isWait && { maxWaitTime: 30, minDelay: 1 }) });
}
