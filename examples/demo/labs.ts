import { type WorkerInstance, WorkerUnhealthyError } from 'ec2-worker-client';
import type { Play } from './play.js';
import { chapter, type LiveLine, nameOf, paint, showProgress, showTogether, tell } from './screen.js';
import type { HostFailure } from './stage.js';
import { describeUtilization } from './utilization-lines.js';

const LAB_TAGS = ['AssignedLab', 'Student', 'LabStartTime', 'AutoShutdown'] as const;

/** A healthy worker gets the lab, another does not. */
async function assignLab({ client, now, signal }: Play, worker: WorkerInstance, lab: string): Promise<void> {
  const checks = await client.getInstanceStatusChecks(worker, { abortSignal: signal });
  if (!checks.healthy) throw new WorkerUnhealthyError({ checks });
  const tags = {
    AssignedLab: lab,
    Student: 'john.doe@example.com',
    LabStartTime: new Date(now()).toISOString(),
    AutoShutdown: 'true',
  };
  await client.addTags(worker, tags, { abortSignal: signal });
}

/** The first worker gets a lab, but only once its host is well. */
export async function giveFirstLab(play: Play, workers: readonly WorkerInstance[]): Promise<WorkerInstance> {
  await chapter('4  Check its health before a worker gets a lab');
  const [worker] = workers;
  if (worker === undefined) throw new Error('no worker has been launched');
  const { hostFailure } = play.stage;
  if (hostFailure !== undefined) await refuseUnhealthy(play, hostFailure, worker);
  else tell('On the simulated AWS, its host fails first. This AWS cannot be told to, so that is left out.');
  await assignLab(play, worker, 'CCNA-Lab-5');
  tell(`${nameOf(worker)} is healthy and gets CCNA-Lab-5.`, paint('green', '✔'));
  return worker;
}

async function refuseUnhealthy(play: Play, failure: HostFailure, worker: WorkerInstance): Promise<void> {
  const { client, signal } = play;
  failure.begin(worker.instanceId);
  tell(`The host under ${worker.name ?? worker.instanceId} fails, for ${failure.durationSeconds} s.`);
  try {
    await assignLab(play, worker, 'CCNA-Lab-5');
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
  const workers = await play.crew.list(play.signal);
  const free = workers.filter(({ tags }) => tags['AssignedLab'] === undefined);
  const [worker] = free.toSorted((one, other) => (one.name ?? '').localeCompare(other.name ?? ''));
  if (worker === undefined) throw new Error('no worker is free');
  await assignLab(play, worker, 'CCNP-Lab-2');
  tell(`${free.length} of ${workers.length} workers have no tag AssignedLab.`);
  tell(`${nameOf(worker)} gets CCNP-Lab-2.`, paint('green', '✔'));
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
  const { client, signal } = play;
  await client.removeTags(worker, LAB_TAGS, { abortSignal: signal });
  await client.stopInstance(worker, { abortSignal: signal });
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
export async function endSecondLab({ client, signal }: Play, worker: WorkerInstance): Promise<void> {
  await chapter('9  The second lab is over: its worker is not needed again');
  await client.removeTags(worker, LAB_TAGS, { abortSignal: signal });
  const change = await client.terminateInstance(worker, { abortSignal: signal });
  tell(`${nameOf(worker)} was ${change.previousState} and is now ${change.currentState}.`);
}
