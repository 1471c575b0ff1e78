import { disconnect } from '../aws.js';

// A service works in another account, and finds out what it may do there before it needs to.

//#region program
import { Ec2WorkerClient, requiredIamPolicy, type WorkerFeature } from 'ec2-worker-client';

const features: WorkerFeature[] = ['launch', 'lifecycle', 'information', 'waits', 'tags', 'images'];
console.log(JSON.stringify(requiredIamPolicy(features, { regions: ['us-east-1'] }), undefined, 2));

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const labs = client.forAccount({
  roleArn: 'arn:aws:iam::111111111111:role/workers',
  externalId: 'labs-2026',
});
const { arn, allowed, denied, unknown } = await labs.checkAccess({ features });
console.log(`${arn} may do ${allowed.length} of ${allowed.length + denied.length + unknown.length} actions`);
for (const { action, reason } of denied) console.log(`not ${action}: ${reason}`);
//#endregion program

await disconnect();
