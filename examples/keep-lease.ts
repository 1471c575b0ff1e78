// Of the tasks of one program only one cleans up at a time, and it stops when its lease is lost.

import { InMemoryLeaseStore, withLease } from 'ec2-worker-client/fleet';

async function cleanUp(signal: AbortSignal): Promise<number> {
  let removed = 0;
  while (removed < 3 && !signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    removed += 1;
  }
  return removed;
}

//#region program
const leases = new InMemoryLeaseStore();
const tasks = ['task-1', 'task-2'].map((owner) =>
  withLease(leases, 'clean-up', { owner, durationSeconds: 30 }, ({ signal }) => cleanUp(signal)),
);
for (const outcome of await Promise.all(tasks)) {
  console.log(outcome.acquired ? `removed ${outcome.result}` : 'somebody else is at it');
}
//#endregion program
