import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Ec2WorkerClient, type Ec2WorkerClientOptions } from 'ec2-worker-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { failure, STRANGER, turns, WorkerSimulation } from './worker-simulation.js';

type Handler = NonNullable<Ec2WorkerClientOptions['requestHandler']>;

const cleanUps: (() => void)[] = [];

afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** The address of a server on loopback that takes requests and never answers. */
async function listenSilently(): Promise<string> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    sockets.push(socket);
  });
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A handler made by hand: it does what it is told with a request, and looks at nothing else. */
function handmade(handle: (request: unknown) => Promise<unknown>): Handler {
  return { handle, metadata: { handlerProtocol: 'http/1.1' } };
}

describe('the options of a request handler', () => {
  it('leave the timeouts of the client in place', async () => {
    const client = new Ec2WorkerClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
      endpoint: await listenSilently(),
      requestHandler: {},
      requestTimeoutMs: 200,
      maxAttempts: 1,
    });
    cleanUps.push(() => {
      client.destroy();
    });

    const error = await failure(client.listInstances());

    expect(error).toMatchObject({ kind: 'network', operation: 'listInstances' });
  });
});

describe('a request handler of the caller', () => {
  it('gets nothing that was aborted before it was signed, even if it looks at no signal', async () => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false });
    const handle = vi.fn(() => Promise.reject(new Error('never sent')));
    let provide = (): void => undefined;
    const client = simulation.connect({
      requestHandler: handmade(handle),
      credentials: () =>
        new Promise((resolve) => {
          provide = () => {
            resolve(simulation.aws.credentials);
          };
        }),
    });
    const controller = new AbortController();
    const outcome = failure(client.listInstances({}, { abortSignal: controller.signal }));
    await turns();

    controller.abort('enough');
    const error = await outcome;
    provide();
    await turns(100);

    expect(error.kind).toBe('aborted');
    expect(handle).not.toHaveBeenCalled();
  });

  it.each<[string, (client: Ec2WorkerClient) => Promise<unknown>]>([
    ['a call', (client) => client.listInstances()],
    ['a wait', (client) => client.waitUntilHealthy(STRANGER)],
  ])('ends %s with one request where the certificate is not trusted', async (_, call) => {
    const simulation = new WorkerSimulation();
    const handle = vi.fn(() =>
      Promise.reject(
        Object.assign(new Error('self-signed certificate in certificate chain'), {
          code: 'SELF_SIGNED_CERT_IN_CHAIN',
        }),
      ),
    );
    const client = simulation.connect({ requestHandler: handmade(handle) });
    const begin = simulation.clock.now();

    const error = await failure(call(client));

    expect(error).toMatchObject({ kind: 'network', retryable: false });
    expect(error.message).toContain('NODE_EXTRA_CA_CERTS');
    expect(handle).toHaveBeenCalledOnce();
    expect(simulation.clock.now()).toBe(begin);
  });
});
