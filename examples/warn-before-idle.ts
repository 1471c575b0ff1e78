import { disconnect } from './aws.js';
import { address, cml, credentials, settings, tls } from './cml.js';

// A service warns the users of a worker that nobody seems to use, and stops it some time later.

import { CmlHostClient, type IdleVerdict, judgeIdle } from 'ec2-worker-client/cml';

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

//#region program
async function judgeUse(host: CmlHostClient, launchTime: Date | undefined): Promise<IdleVerdict> {
  const activity = await host.activity();
  const { active: activeLabs } = await host.labs();
  return judgeIdle({ now: new Date(), launchTime, activity, activeLabs }, settings.lifecycle);
}
//#endregion program

const host = new CmlHostClient({ host: address, settings: settings.cml, tls, credentials });
const launchTime = minutesAgo(600);
cml.putLab({ state: 'STARTED' });
cml.record({ category: 'system_stats' }, { category: 'start_lab', at: minutesAgo(25) });
console.log((await judgeUse(host, launchTime)).message);

cml.clearEvents();
cml.record({ category: 'system_stats' }, { category: 'start_lab', at: minutesAgo(45) });
const { state, shutdownDue, message } = await judgeUse(host, launchTime);
console.log(message, shutdownDue ? '- time to stop it' : '');

cml.clearEvents();
console.log('without telemetry:', (await judgeUse(host, launchTime)).state, `and not ${state}`);
await host.close();
await cml.close();
await disconnect();
