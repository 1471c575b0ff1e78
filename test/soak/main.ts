import { ManualClock } from 'ec2-worker-client/testing';
import { runSoak } from './run-soak.js';

const heap: number[] = [];
const t0 = Date.now();
const r = await runSoak({
  seed: 1,
  lives: Number(process.argv[2] ?? 100),
  clock: new ManualClock({ autoAdvance: true, now: Date.UTC(2026, 0, 1) }),
  afterRound: (n) => {
    globalThis.gc?.();
    globalThis.gc?.();
    heap.push(process.memoryUsage().heapUsed);
    console.error(n, Date.now() - t0, Math.round((heap.at(-1) ?? 0) / 1e4) / 100);
  },
});
console.log(r.tally, r.troubles, r.requests, r.simulatedMs / 60000, r.fingerprint);
console.log(r.tally.defects);
