import { disconnect, prepareWorker, simulatedAws } from './aws.js';

// A service finds out at its start what it may not do, rather than in the middle of the night.

import { Ec2WorkerClient, requiredIamPolicy, type WorkerFeature } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });

//#region program
const tags = { ManagedBy: 'CML-Cloud-Manager' };
const features: WorkerFeature[] = ['launch', 'stop', 'terminate', 'information', 'waits', 'tags', 'regions'];

/** What to attach to the service's role. */
const policy = requiredIamPolicy(features, {
  tags,
  regions: ['us-east-1'],
  instanceTypes: ['c5.2xlarge', 'c5.4xlarge'],
});

/** The policy goes by tags, so it is tried on a launch and a worker that have them. */
async function reportAccess(worker: string): Promise<void> {
  const launch = { instanceType: 'c5.2xlarge', tags };
  const { arn, region, regionStatus, allowed, denied } = await client.checkAccess({
    features,
    launch,
    worker,
  });
  console.log(`${arn} in ${region} (${regionStatus}) may do ${allowed.length} actions`);
  for (const { action, reason } of denied) console.log(`  but not ${action}: ${reason}`);
}
//#endregion program

const worker = await prepareWorker({ tags });
await reportAccess(worker);
simulatedAws?.iam.attachPolicy(policy);
simulatedAws?.iam.deny({ action: 'ec2:TerminateInstances' });
await reportAccess(worker);
await disconnect();
