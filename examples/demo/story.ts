import type { WorkerInstance } from 'ec2-worker-client';
import { lookAfterFleet } from './fleet.js';
import { noticeIdleness, openLabService } from './lab-service.js';
import { endFirstLab, endSecondLab, giveFirstLab, giveSecondLab, measureFirstLab } from './labs.js';
import type { Play } from './play.js';
import { chapter, nameOf, showProgress, showTogether, tell } from './screen.js';

const NAMES = ['cml-worker-1', 'cml-worker-2', 'cml-worker-3'] as const;
const FLEET_TAGS = { Environment: 'Production', ManagedBy: 'CML-Cloud-Manager', CMLVersion: '2.7.0' };

/** Tells the whole story. What it has launched when it ends early is the crew's to terminate. */
export async function tellStory(play: Play): Promise<void> {
  const workers = await launchWorkers(play);
  await tagWorkers(play, workers);
  const host = await openLabService(play, workers);
  const first = await giveFirstLab(play, workers);
  const second = await giveSecondLab(play);
  await measureFirstLab(play, first);
  await noticeIdleness(play, first, host);
  await endFirstLab(play, first);
  await endSecondLab(play, second);
  await lookAfterFleet(play);
  await terminateAll(play, workers);
}

async function launchWorkers({ client, crew, now, stage, signal }: Play): Promise<WorkerInstance[]> {
  await chapter('1  Launch three workers, and wait until their status checks have passed');
  const { settings } = stage.clientOptions;
  if (settings !== undefined) {
    const { defaultInstanceType } = settings.worker;
    tell(
      `A name is enough: the settings have the image, the key pair and ${defaultInstanceType}, on which nodes of CML start.`,
    );
  }
  const workers = new Map<string, WorkerInstance>();
  await showTogether(
    NAMES.map((name) => ({
      title: `${name}  launching`,
      run: async (update, abortSignal) => {
        const startedAt = now();
        const worker = await crew.launch({ name, ...stage.launch });
        if (name === NAMES[0]) stage.cml?.install(worker);
        workers.set(name, worker);
        await client.waitUntilHealthy(worker, { abortSignal, onProgress: showProgress(worker, update) });
        return `${nameOf(worker)}  healthy after ${((now() - startedAt) / 1_000).toFixed()} s`;
      },
    })),
    signal,
  );
  return NAMES.flatMap((name) => workers.get(name) ?? []);
}

async function tagWorkers({ client, signal }: Play, workers: readonly WorkerInstance[]): Promise<void> {
  await chapter('2  Tag them');
  await Promise.all(workers.map((worker) => client.addTags(worker, FLEET_TAGS, { abortSignal: signal })));
  const tags = Object.entries(FLEET_TAGS).map(([key, value]) => `${key}=${value}`);
  tell(`All three have ${tags.join(', ')}.`);
}

async function terminateAll(
  { client, crew, signal }: Play,
  workers: readonly WorkerInstance[],
): Promise<void> {
  await chapter('11  Terminate whatever is left');
  const leftBehind = await crew.disband();
  if (leftBehind.length > 0) throw new Error('not everything could be terminated');
  await showTogether(
    workers.map((worker) => ({
      title: `${nameOf(worker)}  asking EC2`,
      run: async (update, abortSignal) => {
        const onProgress = showProgress(worker, update);
        await client.waitUntilTerminated(worker, { abortSignal, onProgress });
        return `${nameOf(worker)}  terminated`;
      },
    })),
    signal,
  );
}
