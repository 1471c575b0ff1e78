import { disconnect, simulatedAws } from './aws.js';

// A service runs workers in the accounts of several teams, and lists them all, whatever fails somewhere.

import { acrossAccounts, Ec2WorkerClient } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const launch = { name: 'worker', amiId: 'ami-0123456789abcdef0', instanceType: 'c5.2xlarge' };
simulatedAws?.iam.putRole({ roleArn: 'arn:aws:iam::333333333333:role/workers', trusts: [] });

//#region program
const labs = { roleArn: 'arn:aws:iam::111111111111:role/workers', externalId: 'labs-2026' };
const exams = { roleArn: 'arn:aws:iam::222222222222:role/workers' };
const guests = { roleArn: 'arn:aws:iam::333333333333:role/workers' };

await client.forAccount(labs).createInstance(launch);
await client.forAccount(exams).createInstance(launch, { region: 'eu-west-1' });

const { values, failures } = await acrossAccounts(
  client,
  { accounts: [labs, exams, guests], regions: ['us-east-1', 'eu-west-1'] },
  ({ client: account, options }) => account.listInstances({}, options),
);
for (const { accountId, region, instanceId } of values.flat()) console.log(accountId, region, instanceId);
for (const { roleArn, region, error } of failures) console.log(`${roleArn} in ${region}: ${error.kind}`);
//#endregion program

await disconnect();
