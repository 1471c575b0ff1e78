import { disconnect } from '../aws.js';

// A service runs a class of workers as if they were one: calls share requests by themselves.

//#region program
import { Ec2WorkerClient, RequestBudget } from 'ec2-worker-client';

const budget = new RequestBudget({ share: 0.5 }); // leave half of the account's rates to others
const client = new Ec2WorkerClient({ region: 'us-east-1', budget });

const { instances, complete } = await client.createInstances({
  name: 'cml-worker',
  count: 20,
  minCount: 10,
  amiId: 'ami-0123456789abcdef0',
  instanceType: 'c5.2xlarge',
  tags: { ManagedBy: 'CML-Cloud-Manager' },
});
console.log(`${instances.length} workers, ${complete ? 'as many as' : 'fewer than'} asked for`);

const outcomes = await Promise.allSettled(instances.map((worker) => client.waitUntilHealthy(worker)));
console.log(`${outcomes.filter(({ status }) => status === 'fulfilled').length} are healthy`);

await Promise.all(instances.map((worker) => client.terminateInstance(worker))); // one request
//#endregion program

await disconnect();
