import { type FleetWorker, priceTable } from 'ec2-worker-client/fleet';
import type { Play } from './play.js';
import { chapter, nameOf, paint, tell } from './screen.js';

/** How long the demo waits between two passes, and how many it makes at most. */
const PASS = { seconds: 20, most: 30 } as const;

/** No patience, so that nobody has to watch it: a service leaves these as they are. */
const POLICY = { minImpairedSeconds: 0, autoRecoveryGraceSeconds: 0 } as const;

/** No prices of AWS's. */
const INVENTED = { usdPerHour: 0.8, usdPerGiBMonth: 0.08 } as const;

const DAY_MS = 86_400_000;

/** What is left is looked at as a whole: how it is, what is done about a failure, and what it has cost. */
export async function lookAfterFleet(play: Play): Promise<void> {
  await chapter('10  Look after all of them as a fleet');
  const { workers } = await play.crew.fleet.list({}, { abortSignal: play.signal });
  for (const worker of workers) tell(`${nameOf(worker)}  ${standingOf(worker)}`, ' ');
  const well = workers.find(({ healthy }) => healthy);
  if (well !== undefined) await heal(play, well);
  await tellCost(play);
}

function standingOf({ instanceState, healthy, assignment }: FleetWorker): string {
  const health = healthy ? ', healthy' : '';
  const use = assignment === undefined ? 'free' : `in ${assignment.lab}`;
  return `${instanceState}${health}, ${use}`;
}

/** A host that fails for good is left for another one. */
async function heal({ crew, stage: { hosts }, signal }: Play, worker: FleetWorker): Promise<void> {
  if (hosts === undefined) {
    tell('On the simulated AWS, a host fails and its worker is recovered. This AWS cannot be told to.');
    return;
  }
  hosts.break(worker.instanceId);
  tell(`The host under ${worker.name ?? worker.instanceId} fails for good.`);
  for (let pass = 0; pass < PASS.most; pass += 1) {
    const { decisions } = await crew.fleet.recover({ policy: POLICY, abortSignal: signal });
    for (const { action, message } of decisions.filter(({ outcome }) => outcome === 'done')) {
      tell(`${nameOf(worker)}  ${message}`, paint('green', '✔'));
      if (action === 'finish') return;
    }
    await hosts.wait(PASS.seconds);
  }
}

async function tellCost({ crew, now, signal }: Play): Promise<void> {
  const { workers } = await crew.fleet.list({}, { abortSignal: signal });
  const [worker] = workers;
  if (worker === undefined) return;
  const prices = priceTable({
    asOf: new Date(now()),
    instances: { [worker.region]: { [worker.instanceType]: INVENTED.usdPerHour } },
    volumes: { [worker.region]: { gp3: { usdPerGiBMonth: INVENTED.usdPerGiBMonth } } },
  });
  const window = { startTime: new Date(now() - DAY_MS) };
  const { usd, unknown } = await crew.fleet.cost({ window, prices, abortSignal: signal });
  tell(
    `At $${INVENTED.usdPerHour} an hour, a price made up for the demo, they have cost $${usd.toFixed(2)}.`,
  );
  for (const { instanceId, what, reason } of unknown) tell(`${instanceId}, ${what}: not known, ${reason}`);
}
