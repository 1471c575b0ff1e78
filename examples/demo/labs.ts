import { type WorkerInstance, WorkerUnhealthyError } from 'ec2-worker-client';
import type { Play } from './play.js';
import { chapter, type LiveLine, nameOf, paint, showProgress, showTogether, tell } from './screen.js';
import type { HostFailure } from './stage.js';
import { describeUtilization } from './utilization-lines.js';

const STUDENT = 'john.doe@example.com';
const [FIRST_LAB, SECOND_LAB] = ['CCNA-Lab-5', 'CCNP-Lab-2'] as const;

/** The first worker gets a lab, but only once its host is well. */
export async function giveFirstLab(play: Play, workers: readonly WorkerInstance[]): Promise<WorkerInstance> {
  await chapter('4  Check its health before a worker gets a lab');
  const [worker] = workers;
  if (worker === undefined) throw new Error('no worker has been launched');
  const { hostFailure } = play.stage;
  if (hostFailure !== undefined) await refuseUnhealthy(play, hostFailure, worker);
  else tell('On the simulated AWS, its host fails first. This AWS cannot be told to, so that is left out.');
  await giveFirstLabTo(play, worker);
  tell(`${nameOf(worker)} is healthy and gets ${FIRST_LAB}.`, paint('green', '✔'));
  return worker;
}

async function giveFirstLabTo({ crew, signal }: Play, worker: WorkerInstance): Promise<void> {
  await crew.fleet.assign(worker, { lab: FIRST_LAB, student: STUDENT }, { abortSignal: signal });
}

async function refuseUnhealthy(play: Play, failure: HostFailure, worker: WorkerInstance): Promise<void> {
  const { client, signal } = play;
  failure.begin(worker.instanceId);
  tell(`The host under ${worker.name ?? worker.instanceId} fails, for ${failure.durationSeconds} s.`);
  try {
    await giveFirstLabTo(play, worker);
  } catch (error) {
    if (!WorkerUnhealthyError.isInstance(error)) throw error;
    tell(`${error.name}: ${error.message}`, paint('red', '✖'));
  }
  const recovery: LiveLine = {
    title: `${nameOf(worker)}  asking EC2`,
    run: async (update, abortSignal) => {
      const onProgress = showProgress(worker, update);
      await client.waitUntilHealthy(worker, { abortSignal, onProgress });
      return `${nameOf(worker)}  healthy again`;
    },
  };
  await showTogether([recovery], signal);
}

/** The second lab goes to a worker that has none yet. */
export async function giveSecondLab(play: Play): Promise<WorkerInstance> {
  await chapter('5  Find a free worker for the next lab');
  const { fleet } = play.crew;
  const options = { abortSignal: play.signal };
  const [all, free] = await Promise.all([fleet.list({}, options), fleet.listAvailable({}, options)]);
  const worker = await fleet.acquire({}, { lab: SECOND_LAB, student: STUDENT }, options);
  if (worker === undefined) throw new Error('no worker is free');
  tell(`${free.workers.length} of ${all.workers.length} workers are healthy and have no tag AssignedLab.`);
  tell(`${nameOf(worker)} gets ${SECOND_LAB}.`, paint('green', '✔'));
  return worker;
}

/** What the first lab has asked of its worker. */
export async function measureFirstLab(play: Play, worker: WorkerInstance): Promise<void> {
  await chapter('6  Read how busy the first worker has been');
  tell(await play.stage.letLabRun(worker.instanceId));
  const options = { window: '1h', abortSignal: play.signal };
  const utilization = await play.client.getInstanceResourcesUtilization(worker, options);
  for (const line of describeUtilization(utilization)) tell(line, ' ');
}

/** The first worker is kept for the next student, but does not run meanwhile. */
export async function endFirstLab(play: Play, worker: WorkerInstance): Promise<void> {
  await chapter('8  The first lab is over: release its worker, and stop it to use it again');
  const { client, crew, signal } = play;
  await crew.fleet.release(worker, { then: 'stop', lab: FIRST_LAB, abortSignal: signal });
  const stop: LiveLine = {
    title: `${nameOf(worker)}  stopping`,
    run: async (update, abortSignal) => {
      const onProgress = showProgress(worker, update);
      await client.waitUntilStopped(worker, { abortSignal, onProgress });
      return `${nameOf(worker)}  stopped`;
    },
  };
  await showTogether([stop], signal);
}

/** The second worker is not needed any more. */
export async function endSecondLab({ crew, signal }: Play, worker: WorkerInstance): Promise<void> {
  await chapter('9  The second lab is over: its worker is not needed again');
  const options = { then: 'terminate', lab: SECOND_LAB, abortSignal: signal } as const;
  const { change } = await crew.fleet.release(worker, options);
  tell(`${nameOf(worker)} was ${change?.previousState} and is now ${change?.currentState}.`);
}
