import type { WorkerInstance } from 'ec2-worker-client';
import { type CmlHostClient, judgeIdle } from 'ec2-worker-client/cml';
import { waitUntilServiceReady } from 'ec2-worker-client/fleet';
import type { Play } from './play.js';
import { chapter, type LiveLine, nameOf, paint, showTogether, tell } from './screen.js';

const IDLE_MINUTES = 25;

/** CML boots on the first worker. A healthy instance is not yet a lab service that works. */
export async function openLabService(
  { client, stage, signal }: Play,
  workers: readonly WorkerInstance[],
): Promise<CmlHostClient | undefined> {
  await chapter('3  Wait until CML works on the first worker, licence included');
  const [worker] = workers;
  const { cml } = stage;
  if (worker === undefined || cml === undefined) {
    tell('On the simulated AWS a simulated CML host boots on it. This AWS has none, so that is left out.');
    return undefined;
  }
  let opened: CmlHostClient | undefined;
  const wait: LiveLine = {
    title: `${nameOf(worker)}  looking at CML`,
    run: async (update, abortSignal) => {
      const { host, probe, license } = await waitUntilServiceReady(worker, {
        ...cml.hostOptions,
        client,
        abortSignal,
        onProgress: ({ phase, message }) => {
          update(`${nameOf(worker)}  ${phase}: ${message}`);
        },
      });
      opened = host;
      return `${nameOf(worker)}  CML ${probe.version} is ready, licence ${license?.authorization}`;
    },
  };
  await showTogether([wait], signal);
  return opened;
}

/** The lab on the first worker is forgotten: its users are warned before anything is shut down. */
export async function noticeIdleness(
  { client, stage, now, signal: abortSignal }: Play,
  worker: WorkerInstance,
  host: CmlHostClient | undefined,
): Promise<void> {
  await chapter('7  Notice that nobody uses the first worker any more');
  if (host === undefined || stage.cml === undefined) {
    tell('CML tells who uses it. There is none here, so that is left out.');
    return;
  }
  stage.cml.startLab('CCNA-Lab-5');
  const { active, total } = await host.labs({ abortSignal });
  const { nodes } = await host.stats({ abortSignal });
  tell(`${active} of ${total} labs on it are active, with ${nodes.running ?? 'unknown'} nodes running.`);
  await stage.cml.leaveAlone(IDLE_MINUTES);
  const activity = await host.activity({ abortSignal });
  const { launchTime } = await client.getInstanceDetails(worker, { abortSignal });
  const { message, state } = judgeIdle({ now: new Date(now()), launchTime, activity, activeLabs: active });
  tell(
    `Half an hour of silence would end in a shutdown. After ${IDLE_MINUTES} minutes: ${message}.`,
    mark(state),
  );
  const { outcome, stoppedLabs } = await host.deregisterLicense({ stopLabs: true, abortSignal });
  tell(`Its ${stoppedLabs} lab is stopped, and its licence is ${outcome}, for another worker to use.`);
  await host.close();
}

function mark(state: string): string {
  return state === 'warning' ? paint('yellow', '!') : paint('red', '✖');
}
