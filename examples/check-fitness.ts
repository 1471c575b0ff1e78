import { disconnect } from './aws.js';

// A service asks, before it spends money, which of its types can run the nodes of Cisco Modeling Labs.

import { Ec2WorkerClient } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });

//#region program
for (const instanceType of ['c5.2xlarge', 'm8i.4xlarge', 'm5zn.metal']) {
  const { cmlCapable, virtualization, findings } = await client.checkFitness({
    instanceType,
    subnetId: 'subnet-0123456789abcdef0',
    securityGroupIds: ['sg-0123456789abcdef0'],
  });
  console.log(`${instanceType}: ${cmlCapable ? 'fit' : 'not fit'} (${virtualization})`);
  for (const { code, message } of findings) console.log(`  ${code}: ${message}`);
}
//#endregion program

await disconnect();
