import { disconnect, prepareWorker } from './aws.js';

// Before a lab begins its worker is backed up, once however often the service asks for it. Old backups go, but never
// the last one that works.

import { Ec2WorkerClient } from 'ec2-worker-client';

const worker = await prepareWorker({ dataVolumes: [{ deviceName: '/dev/sdf', sizeGiB: 200, type: 'gp3' }] });

//#region program
await using client = new Ec2WorkerClient({ region: 'us-east-1' });
const begun = await client.snapshots.create(worker, { key: 'before-lab-4711', tags: { Lab: '4711' } });
const backup = await client.snapshots.waitUntilCompleted(begun, {
  onProgress: ({ set }) => {
    console.log(`${set.state}, ${set.progressPercent ?? '?'} %`);
  },
});

const rules = { keepNewest: 7, keepForSeconds: 30 * 86_400 };
const plan = await client.snapshots.prune({ ...rules, dryRun: true });
console.log(`${plan.doomed.length} backups to delete, ${plan.kept.length} to keep`);
if (plan.doomed.length < 10) await client.snapshots.prune(rules);
//#endregion program

const restored = await client.createInstance({
  name: 'cml-worker-restored',
  amiId: 'ami-0123456789abcdef0',
  instanceType: 'c5.2xlarge',
  dataVolumes: backup.restore.dataVolumes,
});
for (const { deviceName, snapshotId } of await client.volumes.list(restored)) {
  console.log(`${deviceName} from ${snapshotId ?? 'the image'}`);
}
await disconnect();
