import type { Ec2WorkerError } from 'ec2-worker-client';
import { CmlHostClient, type CmlHostClientOptions } from 'ec2-worker-client/cml';
import { ManualClock, SimulatedCmlHost, type SimulatedCmlHostOptions } from 'ec2-worker-client/testing';
import { onTestFinished } from 'vitest';
import { failure } from '../client/worker-simulation.js';

/** A simulated CML host and a client for it, on a clock that jumps over whatever is waited for. */
export interface CmlStage {
  readonly clock: ManualClock;
  readonly cml: SimulatedCmlHost;
  readonly host: CmlHostClient;
  /** Another client of the same host. */
  connect(options?: Partial<CmlHostClientOptions>): CmlHostClient;
  /** The requests received so far, as `GET /licensing`. */
  readonly calls: () => string[];
}

/** Sets the stage for one test; it is taken down after it. */
export async function setCmlStage(
  hostOptions: SimulatedCmlHostOptions = {},
  clientOptions: Partial<CmlHostClientOptions> = {},
): Promise<CmlStage> {
  const clock = new ManualClock({ autoAdvance: true });
  const cml = await SimulatedCmlHost.start({ clock, ...hostOptions });
  onTestFinished(() => cml.close());
  const connect = (options: Partial<CmlHostClientOptions> = {}): CmlHostClient => {
    const client = new CmlHostClient({ ...cml.clientOptions, ...options });
    onTestFinished(() => client.close());
    return client;
  };
  const host = connect(clientOptions);
  return {
    clock,
    cml,
    host,
    connect,
    calls: () => cml.requests.map(({ method, path }) => `${method} ${path}`),
  };
}

/** The error that a call fails with, and its code. */
export async function failureOf(promise: Promise<unknown>): Promise<Ec2WorkerError> {
  return await failure(promise);
}
