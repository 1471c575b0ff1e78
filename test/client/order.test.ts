import { describe, expect, it } from 'vitest';
import { turns, WorkerSimulation } from './worker-simulation.js';

/** A simulation whose network holds back what mentions a text until the gate is opened. */
function withGate(simulation: WorkerSimulation, text: string) {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { requestHandler } = simulation.aws;
  const slow: typeof requestHandler = {
    ...requestHandler,
    handle: async (request, options) => {
      if (String(request.body).includes(text)) await gate;
      return requestHandler.handle(request, options);
    },
  };
  return { client: simulation.connect({ requestHandler: slow }), open };
}

describe('changes of one instance', () => {
  it('reach AWS in the order of their calls, even if the first one is slow', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    const { client, open } = withGate(simulation, 'First');

    const outcomes = [
      client.addTags(worker, { First: '1' }),
      client.stopInstance(worker),
      client.addTags(worker, { Last: '1' }),
      client.setTerminationProtection(worker, true),
    ];
    await turns(60);
    const beforeTheFirst = simulation.actions;
    open();
    await Promise.all(outcomes);

    expect(beforeTheFirst).toEqual([]);
    expect(simulation.actions).toEqual([
      'CreateTags',
      'StopInstances',
      'CreateTags',
      'ModifyInstanceAttribute',
    ]);
  });

  it('keep their order over a retry', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    simulation.aws.fail({ action: 'CreateTags', code: 'RequestLimitExceeded', times: 2 });

    await Promise.all([
      simulation.client.addTags(worker, { Stage: 'test' }),
      simulation.client.removeTags(worker, ['Stage']),
    ]);

    await expect(simulation.client.getTags(worker)).resolves.toEqual({ Name: 'worker-1' });
  });

  it('are sent although the one before has failed', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    simulation.aws.fail({ action: 'CreateTags', code: 'UnauthorizedOperation' });

    const [tagging, stopping] = await Promise.allSettled([
      simulation.client.addTags(worker, { a: 'b' }),
      simulation.client.stopInstance(worker),
    ]);

    expect([tagging.status, stopping.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('send what was meant at the time of the call', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    const { client, open } = withGate(simulation, 'First');
    const tags: Record<string, string> = { Stage: 'test' };
    const keys = ['First'];

    const outcomes = [
      client.addTags(worker, { First: '1' }),
      client.addTags(worker, tags),
      client.removeTags(worker, keys),
    ];
    tags['Stage'] = 'changed';
    keys.push('Name');
    open();
    await Promise.all(outcomes);

    await expect(client.getTags(worker)).resolves.toEqual({ Name: 'worker-1', Stage: 'test' });
  });
});

describe('changes of different instances', () => {
  it('do not wait for each other', async () => {
    const simulation = new WorkerSimulation();
    const slow = await simulation.launch();
    const quick = await simulation.launch();
    const { client, open } = withGate(simulation, slow.instanceId);

    const tagging = client.addTags(slow, { a: 'b' });
    await turns();
    await client.addTags(quick, { a: 'b' });
    const first = simulation.aws.requests.map(({ parameters }) => parameters['Resources']);
    open();
    await tagging;

    expect(first).toEqual([[quick.instanceId]]);
  });
});

describe('reads', () => {
  it('do not wait for the changes of an instance', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    const { client, open } = withGate(simulation, 'First');
    const tagging = client.addTags(worker, { First: '1' });

    await expect(client.getTags(worker)).resolves.toEqual({ Name: 'worker-1' });

    open();
    await tagging;
    await expect(client.getTags(worker)).resolves.toEqual({ Name: 'worker-1', First: '1' });
  });
});
