import { disconnect } from './aws.js';

// Two schedulers, on hosts of their own, share workers: whoever has the lease of one works on it.

import { DynamoDbLeaseStore } from 'ec2-worker-client/fleet';

// Once, from a script that sets things up.
await using setup = new DynamoDbLeaseStore({ tableName: 'worker-leases', region: 'us-east-1' });
await setup.createTable();

//#region program
await using leases = new DynamoDbLeaseStore({ tableName: 'worker-leases', region: 'us-east-1' });
const key = 'instance/us-east-1/i-0123456789abcdef0';

const mine = await leases.acquire(key, { owner: 'scheduler-1', durationSeconds: 60 });
const theirs = await leases.acquire(key, { owner: 'scheduler-2', durationSeconds: 60 });
console.log(`scheduler-1 ${mine === undefined ? 'waits' : 'works'}`);
console.log(`scheduler-2 ${theirs === undefined ? 'waits' : 'works'}`);

if (mine !== undefined) await leases.release(mine);
const next = await leases.acquire(key, { owner: 'scheduler-2', durationSeconds: 60 });
// Whoever writes with the older token is too late.
console.log(`scheduler-2 works, with a higher token: ${(next?.token ?? 0) > (mine?.token ?? 0)}`);
//#endregion program

await disconnect();
