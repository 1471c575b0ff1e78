import type { WorkerInstance } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import type { Ec2Port, ListQuery } from '../../src/ec2/ec2-port.js';
import { toWorkerInstance } from '../../src/ec2/responses/to-worker-instance.js';
import { iterateInstances } from '../../src/operations/list-instances.js';
import type { WorkerContext } from '../../src/operations/worker-context.js';
import { LAUNCH, WorkerSimulation } from '../client/worker-simulation.js';

const CALL = { operation: 'listInstances' };

function instance(InstanceId: string): WorkerInstance {
  const worker = toWorkerInstance({ InstanceId }, { region: 'us-east-1', accountId: undefined });
  if (worker === undefined) throw new Error('An instance needs an id.');
  return worker;
}

/** A context whose port lists those pages, and what was asked of it. */
function prepare(pages: readonly (readonly string[])[]) {
  const queries: ListQuery[] = [];
  let pagesRead = 0;
  const ec2: Pick<Ec2Port, 'list'> = {
    async *list(query) {
      queries.push(query);
      for (const page of pages) {
        pagesRead += 1;
        yield await Promise.resolve(page.map(instance));
      }
    },
  };
  const images = { load: () => Promise.resolve(), nameOf: () => undefined };
  return { context: { ec2, images } as unknown as WorkerContext, queries, countPages: () => pagesRead };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

describe('iterateInstances', () => {
  it('tells an instance that moves between pages once', async () => {
    const { context } = prepare([['i-1', 'i-2'], [], ['i-2', 'i-3']]);

    const found = await collect(iterateInstances(context, CALL, {}));

    expect(found.map(({ instanceId }) => instanceId)).toEqual(['i-1', 'i-2', 'i-3']);
  });

  it('asks for the next page only when it is needed', async () => {
    const { context, countPages } = prepare([['i-1'], ['i-2']]);

    for await (const _ of iterateInstances(context, CALL, {})) break;

    expect(countPages()).toBe(1);
  });

  it('leaves terminated instances out unless it is told otherwise', async () => {
    const { context, queries } = prepare([]);

    for (const filter of [
      {},
      { includeTerminated: true },
      { states: ['terminated'], includeTerminated: false },
    ]) {
      await collect(iterateInstances(context, CALL, filter));
    }

    const live = ['pending', 'running', 'stopping', 'stopped', 'shutting-down'];
    expect(queries.map(({ states }) => states?.toSorted())).toEqual([
      live.toSorted(),
      undefined,
      ['terminated'],
    ]);
  });
});

describe('listInstances', () => {
  it('takes wildcards in values literally', async () => {
    const simulation = new WorkerSimulation();
    const { client } = simulation;
    const names = ['lab-*', 'lab-1', 'lab-?', 'lab\\2'];
    for (const name of names) await client.createInstance({ ...LAUNCH, name });

    const found = await Promise.all(names.map((name) => client.listInstances({ tags: { Name: name } })));

    expect(found.map((instances) => instances.map(({ name }) => name))).toEqual(names.map((name) => [name]));
  });

  it('finds instances by a tag of any value, and by several values', async () => {
    const { client } = new WorkerSimulation();
    await client.createInstance({ ...LAUNCH, name: 'a', tags: { Lab: '' } });
    await client.createInstance({ ...LAUNCH, name: 'b', tags: { Lab: '2' } });
    await client.createInstance({ ...LAUNCH, name: 'c' });

    const tagged = await client.listInstances({ tags: { Lab: true } });
    const named = await client.listInstances({ tags: { Name: ['a', 'c', 'd'] } });

    expect(tagged.map(({ name }) => name).toSorted()).toEqual(['a', 'b']);
    expect(named.map(({ name }) => name).toSorted()).toEqual(['a', 'c']);
  });

  it('leaves out ids that do not exist', async () => {
    const simulation = new WorkerSimulation();
    const { instanceId } = await simulation.launch();

    const found = await simulation.client.listInstances({ instanceIds: ['i-0123456789abcdef0', instanceId] });

    expect(found.map((worker) => worker.instanceId)).toEqual([instanceId]);
  });

  it('asks for more ids than one request takes in several', async () => {
    const simulation = new WorkerSimulation();
    const { instanceId } = await simulation.launch();
    const others = Array.from({ length: 420 }, (_, index) => `i-${index.toString(16).padStart(17, '0')}`);

    const found = await simulation.client.listInstances({ instanceIds: [...others, instanceId, instanceId] });

    expect(found).toHaveLength(1);
    expect(simulation.actions).toHaveLength(3);
  });
});
