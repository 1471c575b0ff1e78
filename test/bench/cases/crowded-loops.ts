import { performance } from 'node:perf_hooks';
import { Contenders } from '../contenders.js';
import { interleave, median, pause } from '../measure.js';
import { atLeast, atMost, forComparison, milliseconds, type Row, ratio } from '../row.js';

const WORKERS = 1_000;
const LOOPS = 64;
const CALLS_PER_SECOND = 300;
const LOOP_MS = 2_000;
const ARRIVAL_MS = 4_000;
const ROUNDS = 5;

interface Load {
  readonly callsPerSecond: number;
  readonly meanMs: number;
  readonly requestsPerCall: number;
}

type Call = (instanceId: string) => Promise<unknown>;

/** Callers who ask again as soon as they have an answer, and callers who come by chance. */
export async function crowdedLoops(): Promise<Row[]> {
  return [...(await compare(20, 1.5)), ...(await compare(100, 1.05))];
}

async function compare(latencyMs: number, throughput: number): Promise<Row[]> {
  await using contenders = await Contenders.meet({ latencyMs, instances: WORKERS });
  const raw: Call = (id) => contenders.describeRaw(id);
  const own: Call = (id) => contenders.client.getInstanceDetails(id);
  const loops = await interleave(
    ROUNDS,
    () => runLoops(contenders, raw),
    () => runLoops(contenders, own),
  );
  const arrivals = await interleave(
    3,
    () => runArrivals(contenders, raw),
    () => runArrivals(contenders, own),
  );

  const looping = `${LOOPS} closed loops, ${latencyMs} ms`;
  const coming = `${CALLS_PER_SECOND} unrelated calls a second, ${latencyMs} ms`;
  const gain = median(loops.map(([one, other]) => other.callsPerSecond / one.callsPerSecond));
  const rawMean = median(arrivals.map(([one]) => one.meanMs));
  const ownMean = median(arrivals.map(([, other]) => other.meanMs));
  return [
    atLeast(looping, 'throughput, ours / raw', gain, throughput, ratio),
    forComparison(
      looping,
      'requests a call',
      median(loops.map(([, other]) => other.requestsPerCall)).toFixed(3),
    ),
    atMost(coming, 'mean latency', ownMean, rawMean + 12, milliseconds),
    forComparison(coming, 'mean latency, raw', milliseconds(rawMean)),
    forComparison(
      coming,
      'requests a call',
      median(arrivals.map(([, other]) => other.requestsPerCall)).toFixed(3),
    ),
  ];
}

async function runLoops(contenders: Contenders, call: Call): Promise<Load> {
  const endsAt = performance.now() + LOOP_MS;
  const tally = new Tally(contenders, call);
  const loop = async (): Promise<void> => {
    while (performance.now() < endsAt) await tally.call();
  };
  await Promise.all(Array.from({ length: LOOPS }, loop));
  return await tally.load(LOOP_MS);
}

/** Calls that have nothing to do with each other: the gaps between them are those of chance. */
async function runArrivals(contenders: Contenders, call: Call): Promise<Load> {
  const tally = new Tally(contenders, call);
  const calls: Promise<void>[] = [];
  const begin = performance.now();
  for (
    let due = begin;
    due < begin + ARRIVAL_MS;
    due += (-Math.log(1 - Math.random()) / CALLS_PER_SECOND) * 1_000
  ) {
    const early = due - performance.now();
    if (early > 0) await pause(early);
    calls.push(tally.call());
  }
  await Promise.all(calls);
  return await tally.load(ARRIVAL_MS);
}

class Tally {
  readonly #contenders: Contenders;
  readonly #call: Call;
  #calls = 0;
  #totalMs = 0;

  constructor(contenders: Contenders, call: Call) {
    this.#contenders = contenders;
    this.#call = call;
  }

  async call(): Promise<void> {
    // A step that has nothing in common with the number of workers visits all of them.
    const id = this.#contenders.id(this.#calls * 131);
    this.#calls += 1;
    const begin = performance.now();
    await this.#call(id);
    this.#totalMs += performance.now() - begin;
  }

  async load(lengthMs: number): Promise<Load> {
    return {
      callsPerSecond: this.#calls / (lengthMs / 1_000),
      meanMs: this.#totalMs / this.#calls,
      requestsPerCall: (await this.#contenders.takeRequests()) / this.#calls,
    };
  }
}
