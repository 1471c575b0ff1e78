import { disconnect, prepareWorker } from './aws.js';
import { cml, credentials, installCml, settings, tls } from './cml.js';

// A service stops the workers that nobody uses, warns their users before, and lets them ask for more time.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { cmlActivityOf, WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const instanceId = await prepareWorker({ tags: { ManagedBy: 'lab-service' } });
const worker = await client.waitUntilHealthy(instanceId, { minDelay: 0.5, maxDelay: 0.5 });
installCml(worker);
cml.record({ category: 'system_stats' });

//#region program
const fleet = new WorkerFleet({ client, ownership: { value: 'lab-service' } });
const activityOf = cmlActivityOf({ client, settings: settings.cml, tls, credentials });
// Real settings are in minutes, such as 20 and 30; here nobody wants to wait that long.
const lifecycle = { maxIdleBeforeWarningMinutes: 0.05, idleThresholdMinutes: 0.15 };

for await (const event of fleet.idleShutdown({ activityOf, settings: lifecycle, everySeconds: 1 })) {
  console.log(event.worker.name, event.message);
  // A user who is asked says that 3 more seconds will do.
  if (event.type === 'idle-warning') await fleet.snooze(event.worker, 0.05);
  if (event.type === 'idle-shutdown') break;
}
//#endregion program

await cml.close();
await disconnect();
