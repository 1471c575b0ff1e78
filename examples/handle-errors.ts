import { disconnect, simulatedAws } from './aws.js';

// A service decides by an error's kind what to do next; each kind brings its own details.

import { Ec2WorkerClient, Ec2WorkerError } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });

//#region program
function adviseOn(error: unknown): string {
  if (!Ec2WorkerError.isInstance(error)) throw error;
  switch (error.kind) {
    case 'insufficient-capacity':
      return `no capacity: another ${error.fallbackScope} may have some`;
    case 'quota-exceeded':
      return `ask for more of quota ${error.quotaCode ?? 'unknown'}`;
    case 'permission-denied':
      return `the role needs ${error.action ?? 'another permission'}`;
    default:
      return error.retryable ? 'try again later' : error.message;
  }
}
//#endregion program

for (const code of ['InsufficientInstanceCapacity', 'VcpuLimitExceeded', 'UnauthorizedOperation']) {
  simulatedAws?.fail({ action: 'RunInstances', code });
  const launch = client.createInstance({
    name: 'cml-worker-prod-001',
    amiId: 'ami-0123456789abcdef0',
    instanceType: 'c5.2xlarge',
  });
  console.log(await launch.then(({ instanceId }) => `launched ${instanceId}`, adviseOn));
}
console.log(await client.getTags('i-0123456789abcdef0').then(JSON.stringify, adviseOn));
await disconnect();
