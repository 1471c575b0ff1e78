import { disconnect } from '../aws.js';

// The life of a worker's tags: set with the launch, changed with a lab, searched by, taken away again.

//#region program
import { Ec2WorkerClient } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const OURS = { ManagedBy: 'CML-Cloud-Manager', Environment: 'Production' };
const LAB_TAGS = ['AssignedLab', 'Student', 'LabStartTime', 'AutoShutdown'];

const worker = await client.createInstance({
  name: 'cml-worker-prod-001',
  amiId: 'ami-0123456789abcdef0',
  instanceType: 'c5.2xlarge',
  tags: { ...OURS, CostCenter: 'CC-1234', CMLVersion: '2.7.0' },
  createdBy: 'lab-scheduler',
});
await client.addTags(worker, { AssignedLab: 'CCNA-Lab-5', LabStartTime: new Date().toISOString() });

const ours = await client.listInstances({ tags: OURS });
const free = ours.filter(({ tags }) => tags['AssignedLab'] === undefined);
const unpaid = ours.filter(({ tags }) => tags['CostCenter'] === undefined);
console.log(`${ours.length} workers, ${free.length} free, ${unpaid.length} without a cost centre`);

await client.removeTags(worker, LAB_TAGS);
console.log(await client.getTags(worker));
//#endregion program

await disconnect();
