import { disconnect, prepareWorker, simulatedAws } from '../aws.js';

// An operator wants one line for every worker that is not well, with what to do about it.

const ill = await prepareWorker({ tags: { ManagedBy: 'CML-Cloud-Manager' } });
simulatedAws?.impair(ill, { check: 'system' });

//#region program
import { Ec2WorkerClient, type InstanceStatusChecks } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });

function whatToDo({ systemStatus, instanceStatus, attachedEbsStatus }: InstanceStatusChecks): string {
  if (systemStatus === 'impaired') return 'AWS’s host is at fault: stop and start it';
  if (attachedEbsStatus === 'impaired')
    return 'a volume does not answer: look at the volume, then stop and start';
  if (instanceStatus === 'impaired') return 'the guest is at fault: read its console, then reboot it';
  if (instanceStatus === 'initializing') return 'it has just started: wait';
  return 'nobody can tell: look again in five minutes, and give it no work until then';
}

const workers = await client.listInstances({
  states: ['running'],
  tags: { ManagedBy: 'CML-Cloud-Manager' },
});
const all = await Promise.all(workers.map((worker) => client.getInstanceStatusChecks(worker)));
for (const checks of all) {
  for (const { code, notBefore } of checks.scheduledEvents)
    console.log(
      `${checks.instanceId}: AWS plans ${code} at ${notBefore?.toISOString() ?? 'an unknown time'}`,
    );
  if (checks.healthy) continue;
  const since = checks.impairedSince?.toISOString() ?? 'an unknown time';
  console.log(`${checks.instanceId}: not healthy since ${since}: ${whatToDo(checks)}`);
}
console.log(`${all.filter(({ healthy }) => healthy).length} of ${all.length} workers are healthy`);
//#endregion program

await disconnect();
