import {
  type Ec2WorkerError,
  InvalidParameterError,
  type WorkerWaiterConfiguration,
  waitUntilHealthy,
} from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH, STRANGER, WorkerSimulation } from './worker-simulation.js';

/** The client as JavaScript sees it: without types. */
type Untyped = Record<string, (...args: readonly unknown[]) => Promise<unknown>>;

const METHODS_OF_A_WORKER: readonly { readonly method: string; readonly args: readonly unknown[] }[] = [
  { method: 'startInstance', args: [] },
  { method: 'stopInstance', args: [] },
  { method: 'rebootInstance', args: [] },
  { method: 'terminateInstance', args: [] },
  { method: 'setTerminationProtection', args: [true] },
  { method: 'getInstanceDetails', args: [] },
  { method: 'findInstance', args: [] },
  { method: 'getInstanceStatusChecks', args: [] },
  { method: 'getInstanceResourcesUtilization', args: [] },
  { method: 'getConsoleOutput', args: [] },
  { method: 'getTags', args: [] },
  { method: 'readTags', args: [] },
  { method: 'addTags', args: [{ a: 'b' }] },
  { method: 'removeTags', args: [['a']] },
  { method: 'waitUntilRunning', args: [] },
  { method: 'waitUntilHealthy', args: [] },
  { method: 'waitUntilStopped', args: [] },
  { method: 'waitUntilTerminated', args: [] },
];

/** Calls a method, which must be refused without anything being sent. */
async function refusal(method: string, ...args: readonly unknown[]): Promise<Ec2WorkerError> {
  const simulation = new WorkerSimulation();
  const client = simulation.client as unknown as Untyped;

  const error = await failure(client[method]?.(...args) ?? Promise.resolve());

  expect(simulation.actions).toEqual([]);
  expect(error).toBeInstanceOf(InvalidParameterError);
  expect(error.operation).toBe(method);
  return error;
}

describe.each(METHODS_OF_A_WORKER)('$method', ({ method, args }) => {
  it.each([
    ['null', null, 'null'],
    ['nothing', undefined, 'undefined'],
    ['a number', 7, '7'],
    ['a name', 'worker-1', '"worker-1"'],
    ['an empty object', {}, 'undefined'],
    ['a list of ids', [STRANGER], 'a list'],
    ['an object with another id', { id: STRANGER }, 'undefined'],
    ['an object with a list of ids', { instanceId: [STRANGER] }, 'a list'],
  ])('refuses %s for a worker, and says what it got', async (_, worker, received) => {
    const error = await refusal(method, worker, ...args);

    expect(error).toMatchObject({ parameter: expect.stringMatching(/^worker/), received });
    expect(error.message).toMatch(/must be an instance id.*, got /);
  });

  it.each([
    ['null for options', null, 'options', 'null'],
    ['text for options', 'now', 'options', '"now"'],
    ['a flag for options', true, 'options', 'true'],
    ['a controller for a signal', { abortSignal: new AbortController() }, 'abortSignal', 'object'],
    ['a number for a signal', { abortSignal: 5_000 }, 'abortSignal', '5000'],
    ['null for a signal', { abortSignal: null }, 'abortSignal', 'null'],
    ['a list for a region', { region: ['us-east-1'] }, 'region', 'a list'],
  ])('refuses %s', async (_, options, parameter, received) => {
    const error = await refusal(method, STRANGER, ...args, options);

    expect(error).toMatchObject({ parameter, received });
  });
});

describe('inputs', () => {
  it.each<[string, string, readonly unknown[], RegExp]>([
    ['null for a launch', 'createInstance', [null], /input must be an object, got null/],
    ['nothing for a launch', 'createInstance', [], /input must be an object, got undefined/],
    ['a name for a launch', 'createInstance', ['worker-1'], /input must be an object/],
    ['null for options of a launch', 'createInstance', [LAUNCH, null], /options must be an object, got null/],
    [
      'tags as a list for a launch',
      'createInstance',
      [{ ...LAUNCH, tags: ['a', 'b'] }],
      /tags must be an object/,
    ],
    [
      'tags as a list',
      'addTags',
      [STRANGER, [{ Key: 'a', Value: 'b' }]],
      /tags must be an object.*got a list/,
    ],
    ['a map for tags', 'addTags', [STRANGER, new Map([['a', 'b']])], /tags must be an object.*got object/],
    ['null for tags', 'addTags', [STRANGER, null], /tags must be an object.*got null/],
    ['a number for a tag', 'addTags', [STRANGER, { port: 443 }], /tags\.port must be text, got number/],
    ['no tags', 'addTags', [STRANGER, {}], /at least one tag, got none/],
    ['a key for keys', 'removeTags', [STRANGER, 'AssignedLab'], /a list of at least one tag key.*got string/],
    ['no keys', 'removeTags', [STRANGER, []], /would mean every tag/],
    [
      'text for protection',
      'setTerminationProtection',
      [STRANGER, 'yes'],
      /protect must be true or false, got string/,
    ],
    [
      'nothing for protection',
      'setTerminationProtection',
      [STRANGER],
      /protect must be true or false, got undefined/,
    ],
    ['null for a filter', 'listInstances', [null], /filter must be an object, got null/],
    ['an id for a filter', 'listInstances', [STRANGER], /filter must be an object, got/],
    ['a list of ids for a filter', 'listInstances', [[STRANGER]], /filter must be an object, got/],
    [
      'an id for ids',
      'listInstances',
      [{ instanceIds: STRANGER }],
      /instanceIds must be a list of texts, got string/,
    ],
    [
      'a name among the ids',
      'listInstances',
      [{ instanceIds: ['worker-1'] }],
      /instanceIds must be an instance id/,
    ],
    ['null among the ids', 'listInstances', [{ instanceIds: [null] }], /instanceIds must be a list of texts/],
    ['an empty state', 'listInstances', [{ states: [''] }], /states must be a list of texts/],
    [
      'a type for types',
      'listInstances',
      [{ instanceTypes: 'c5.large' }],
      /instanceTypes must be a list of texts/,
    ],
    [
      'a number for a tag to list by',
      'listInstances',
      [{ tags: { port: 443 } }],
      /tags\.port must be a value/,
    ],
    ['false for a tag to list by', 'listInstances', [{ tags: { Lab: false } }], /tags\.Lab must be a value/],
    ['null for tags to list by', 'listInstances', [{ tags: null }], /tags must be an object/],
    ['a list for tags to list by', 'listInstances', [{ tags: ['Lab'] }], /tags must be an object/],
    [
      'more values than a request takes',
      'listInstances',
      [{ tags: { Name: Array.from({ length: 195 }, (_, index) => `n-${index}`) } }],
      /at most 199 values beside instance ids, got 200/,
    ],
    ['no time to wait', 'waitUntilRunning', [STRANGER, { maxWaitTime: 0 }], /maxWaitTime must be/],
    ['a window that is none', 'getInstanceResourcesUtilization', [STRANGER, { window: 5 }], /window must be/],
  ])('refuse %s', async (_, method, args, message) => {
    const error = await refusal(method, ...args);

    expect(error.message).toMatch(message);
  });

  it.each([
    [{ instanceIds: [] }],
    [{ states: [] }],
    [{ instanceTypes: [], states: ['running'] }],
    [{ tags: { Lab: [] } }],
    [{ clientTokens: [] }],
  ])('that are empty lists match nothing, and ask for nothing: %j', async (filter) => {
    const simulation = new WorkerSimulation();
    await simulation.launch();

    await expect(simulation.client.listInstances(filter)).resolves.toEqual([]);

    expect(simulation.actions).toEqual([]);
  });
});

describe('a wait in the argument order of the AWS SDK', () => {
  it.each([undefined, null, 5, {}, { client: {} }, { client: null }])('is refused with %j', async (given) => {
    const waiting = waitUntilHealthy(given as unknown as WorkerWaiterConfiguration, STRANGER);

    await expect(waiting).rejects.toMatchObject({
      kind: 'invalid-parameter',
      operation: 'waitUntilHealthy',
      parameter: 'client',
    });
  });
});
