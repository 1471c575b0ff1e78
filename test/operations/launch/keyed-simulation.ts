import {
  type CreateInstancesInput,
  type LaunchChoice,
  launchChoices,
  type WorkerInstance,
} from 'ec2-worker-client';
import { failure, LAUNCH, WorkerSimulation } from '../../client/worker-simulation.js';
import { watchedHandler } from './watched-handler.js';

/** The key of every launch here. */
export const KEY = 'lab-7';
export const INPUT: CreateInstancesInput = { ...LAUNCH, count: 2, launchKey: KEY };
/** Two choices, of which an earlier launch may have taken either. */
export const CHOICES: readonly LaunchChoice[] = launchChoices({ instanceTypes: ['c5.metal', 'm5.metal'] });

/** Nothing is seen of an instance for so long after its launch. */
export const LAG_MS = 5_000;

export const simulate = (visibleAfterMs: number = LAG_MS): WorkerSimulation =>
  new WorkerSimulation({}, { timing: { visibleAfterMs } });

/** Everything that was ever launched, once EC2 shows it. */
export async function everything({ aws, client }: WorkerSimulation): Promise<readonly WorkerInstance[]> {
  await aws.advance(LAG_MS);
  return await client.listInstances({ includeTerminated: true });
}

export const idsOf = (instances: readonly { readonly instanceId: string }[]): string[] =>
  instances.map(({ instanceId }) => instanceId).toSorted();

/** How many launches EC2 has carried out, or repeated the answer of. */
export const launchesOf = ({ aws }: WorkerSimulation): number =>
  aws.requests.filter(({ action, outcome }) => action === 'RunInstances' && outcome === 'ok').length;

/** A client whose process ends while its first launch is under way: EC2 launches, and nobody hears of it. */
export async function crashAfterLaunch(
  simulation: WorkerSimulation,
  input: CreateInstancesInput,
): Promise<void> {
  const { aws } = simulation;
  const controller = new AbortController();
  const client = simulation.connect({
    requestHandler: watchedHandler(aws.requestHandler, async (send) => {
      const reply = await send();
      const { action, outcome } = aws.requests.at(-1) ?? {};
      if (action === 'RunInstances' && outcome === 'ok') controller.abort();
      return reply;
    }),
  });
  await failure(client.createInstances(input, { abortSignal: controller.signal }));
  client.destroy();
}
