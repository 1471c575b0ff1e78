import { Ec2WorkerError, type Logger } from 'ec2-worker-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { failure, LAUNCH, STRANGER, WorkerSimulation } from './worker-simulation.js';

/** A logger that remembers what it is told. */
function recorder() {
  const lines: { readonly level: string; readonly message: unknown; readonly details: unknown }[] = [];
  const at =
    (level: string) =>
    (...content: unknown[]): void => {
      lines.push({ level, message: content[0], details: content[1] });
    };
  const logger: Logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { logger, lines, of: (level: string) => lines.filter((line) => line.level === level) };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('without a logger', () => {
  it('nothing is written, whatever goes wrong', async () => {
    const written = [
      ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
        vi.spyOn(console, level).mockImplementation(() => undefined),
      ),
      vi.spyOn(process.stdout, 'write').mockReturnValue(true),
      vi.spyOn(process.stderr, 'write').mockReturnValue(true),
    ];
    const simulation = new WorkerSimulation();
    simulation.aws.fail({ code: 'RequestLimitExceeded', times: 3 });

    await simulation.client.listInstances();
    await failure(simulation.client.getTags(STRANGER));

    const calls = written.map((spy) => spy.mock.calls.length);
    vi.restoreAllMocks();
    expect(calls).toEqual(written.map(() => 0));
  });
});

describe('with a logger', () => {
  it.each([
    ['an answer of AWS', (simulation: WorkerSimulation) => simulation.client.getTags(STRANGER)],
    ['an input', (simulation: WorkerSimulation) => simulation.client.getTags('worker-1')],
    [
      'a listing',
      (simulation: WorkerSimulation) => simulation.client.listInstances({}, { region: 'nowhere' }),
    ],
    ['a wait', (simulation: WorkerSimulation) => simulation.client.waitUntilRunning(STRANGER)],
    ['an SDK client', (simulation: WorkerSimulation) => simulation.client.ec2('nowhere')],
  ])('every failure is told once, with its detail: of %s', async (_, call) => {
    const { logger, of, lines } = recorder();

    const error = await failure(call(new WorkerSimulation({ logger })));

    expect(of('error')).toEqual([{ level: 'error', message: error.message, details: error.toJSON() }]);
    expect(lines).toHaveLength(1);
  });

  it('a failure that passes by a retry is a warning', async () => {
    const { logger, of, lines } = recorder();
    const simulation = new WorkerSimulation({ logger });
    simulation.aws.fail({ code: 'RequestLimitExceeded' });

    await simulation.client.listInstances();

    expect(lines).toHaveLength(1);
    expect(of('warn')[0]?.details).toMatchObject({
      attempts: 1,
      kind: 'throttled',
      code: 'RequestLimitExceeded',
    });
  });

  it('a success is nobody’s business', async () => {
    const { logger, of } = recorder();
    const simulation = new WorkerSimulation({ logger });

    await simulation.launchHealthy();

    expect([...of('warn'), ...of('error')]).toEqual([]);
  });

  it("an abort is the caller's own doing, no error", async () => {
    const { logger, of } = recorder();
    const simulation = new WorkerSimulation({ logger });

    await failure(simulation.client.listInstances({}, { abortSignal: AbortSignal.abort() }));

    expect(of('error')).toEqual([]);
    expect(of('debug')).toHaveLength(1);
  });

  it('no secret, no user data and no value of a tag is told', async () => {
    const { logger, lines } = recorder();
    const simulation = new WorkerSimulation({ logger, maxAttempts: 2 });
    const worker = await simulation.launch();
    const secret = 'hunter2-hunter2';
    const input = { ...LAUNCH, userData: `TOKEN=${secret}`, tags: { Password: secret } };
    for (const action of ['RunInstances', 'CreateTags']) {
      simulation.aws.fail({ action, code: 'InternalError', times: 2 });
    }

    const errors = [
      await failure(simulation.client.createInstance(input)),
      await failure(simulation.client.addTags(worker, { Password: secret })),
      await failure(simulation.client.addTags(worker, { Password: secret.repeat(40) })),
      await failure(simulation.client.createInstance({ ...input, userData: secret.repeat(2_000) })),
      await failure(simulation.client.createInstance({ ...input, tags: { Name: secret } })),
    ];

    const told = JSON.stringify(lines) + errors.map((error) => JSON.stringify(error)).join('');
    expect(lines.length).toBeGreaterThanOrEqual(errors.length);
    expect(told).not.toContain(secret);
    expect(told).not.toContain(Buffer.from(secret).toString('base64').slice(0, 12));
    expect(told).not.toContain(simulation.aws.credentials.secretAccessKey);
  });

  it('what onProgress throws is told, and does no harm', async () => {
    const { logger, of } = recorder();
    const simulation = new WorkerSimulation({ logger });
    const worker = await simulation.launch();

    await simulation.client.waitUntilRunning(worker, {
      onProgress: () => {
        throw new Error('broken display');
      },
    });

    expect(of('warn').length).toBeGreaterThan(0);
    expect(of('warn')[0]?.message).toContain('onProgress');
  });

  it('that fails itself, the caller still gets the error of the call', async () => {
    const broken = (): never => {
      throw new Error('disk full');
    };
    const logger: Logger = { debug: broken, info: broken, warn: broken, error: broken };

    const error: unknown = await new WorkerSimulation({ logger }).client
      .getTags(STRANGER)
      .catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(Ec2WorkerError);
  });
});
