import { Ec2WorkerClient, type WorkerInstance } from 'ec2-worker-client';
import { CmlHostClient } from 'ec2-worker-client/cml';
import {
  ManualClock,
  SimulatedAws,
  SimulatedCmlHost,
  type SimulatedCmlHostOptions,
} from 'ec2-worker-client/testing';
import { onTestFinished } from 'vitest';
import { LAUNCH } from '../client/worker-simulation.js';

/** A simulated AWS with a worker on which a simulated CML host boots, and the client for the AWS. */
export interface ServiceStage {
  readonly clock: ManualClock;
  readonly aws: SimulatedAws;
  readonly client: Ec2WorkerClient;
  readonly cml: SimulatedCmlHost;
  readonly worker: WorkerInstance;
  /** How to call the host on the worker. */
  readonly hostOptions: {
    readonly client: Ec2WorkerClient;
    readonly port: number;
    readonly tls: { readonly mode: 'pin'; readonly sha256: string };
    readonly credentials: { readonly username: string; readonly password: string };
    readonly clock: ManualClock;
  };
  /** A client for the host, past the fleet. */
  readonly host: CmlHostClient;
  /** What was asked of EC2 so far. */
  readonly actions: () => string[];
}

/** Sets the stage for one test, with a worker that was launched just now; it is taken down after it. */
export async function setServiceStage(options: SimulatedCmlHostOptions = {}): Promise<ServiceStage> {
  const clock = new ManualClock({ autoAdvance: true });
  const aws = new SimulatedAws({ clock });
  const { requestHandler, credentialsProvider } = aws;
  const client = new Ec2WorkerClient({
    region: 'us-east-1',
    requestHandler,
    credentials: credentialsProvider,
    clock,
  });
  const cml = await SimulatedCmlHost.start({ clock, ...options });
  const worker = await client.createInstance(LAUNCH);
  aws.attachHost(worker.instanceId, cml);
  const host = new CmlHostClient(cml.clientOptions);
  onTestFinished(async () => {
    await host.close();
    await cml.close();
    client.destroy();
  });
  const { port, tls, credentials } = cml.clientOptions;
  return {
    clock,
    aws,
    client,
    cml,
    worker,
    host,
    hostOptions: { client, port, tls, credentials, clock },
    actions: () => aws.requests.map(({ action }) => action),
  };
}
