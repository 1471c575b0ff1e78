import { type CreateInstancesInput, Ec2WorkerClient, RequestBudget } from 'ec2-worker-client';
import {
  type FleetEvent,
  type FleetWorker,
  InMemoryLeaseStore,
  type LeaseStore,
  type RecoveryDecision,
  type WorkerActivity,
  WorkerFleet,
} from 'ec2-worker-client/fleet';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
import { LAUNCH } from '../../client/worker-simulation.js';
import { type Cure, changesOf, type DayRecord } from './day-record.js';
import { LabDesk, type Session } from './lab-desk.js';
import { Onlooker } from './onlooker.js';
import { pick, type Random, randomFrom } from './random.js';
import { Troubles } from './troubles.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const REGIONS = ['us-east-1', 'eu-west-1'] as const;

/** What a day is like. */
export interface FleetDayOptions {
  readonly workers: number;
  readonly hours: number;
  readonly seed: number;
}

/** A day of a fleet on a simulated AWS with EC2's rates, in which a good deal goes wrong. */
export class FleetDay {
  readonly #options: FleetDayOptions;
  readonly #random: Random;
  readonly #clock: ManualClock;
  readonly #aws: SimulatedAws;
  readonly #troubles: Troubles;
  readonly #leases: LeaseStore;
  readonly #clients: Ec2WorkerClient[] = [];
  readonly #over = new AbortController();
  readonly #sessions: Session[] = [];
  readonly #onlooker: Onlooker;
  readonly #events: FleetEvent[] = [];
  readonly #decisions: RecoveryDecision[] = [];
  readonly #idleStops: { instanceId: string; at: number }[] = [];
  readonly #launched: { readonly instanceId: string; readonly isSpot: boolean }[] = [];

  constructor(options: FleetDayOptions) {
    this.#options = options;
    this.#random = randomFrom(options.seed);
    this.#clock = new ManualClock({ autoAdvance: true, now: Date.UTC(2026, 2, 4, 6) });
    this.#aws = new SimulatedAws({ clock: this.#clock, limits: { requests: 'documented' } });
    this.#troubles = new Troubles(this.#aws, this.#clock, this.#random);
    this.#leases = new InMemoryLeaseStore({ clock: this.#clock });
    this.#onlooker = new Onlooker({
      aws: this.#aws,
      clock: this.#clock,
      troubles: this.#troubles,
      regions: REGIONS,
    });
  }

  /** Lets the day pass. */
  async run(): Promise<DayRecord> {
    const from = this.#clock.now();
    await this.#launch();
    const desks = ['north', 'south', 'west'].map((name) => this.#openDesk(name));
    const upkeep = [
      this.#monitor(),
      this.#recover(),
      this.#stopIdle(),
      this.#keepReady(),
      this.#onlooker.watch(this.#over.signal),
    ];
    const ending = this.#clock.sleep(this.#options.hours * HOUR).then(() => {
      this.#over.abort('the day is over');
    });
    await Promise.all([...desks.map((desk) => desk.work(6 * MINUTE)), ...upkeep, this.#strike(), ending]);
    for (const client of this.#clients) client.destroy();
    return {
      from,
      to: this.#clock.now(),
      samples: this.#onlooker.samples,
      sessions: this.#sessions,
      troubles: this.#troubles.all,
      disturbances: this.#troubles.disturbances,
      decisions: this.#decisions,
      events: this.#events,
      requests: this.#aws.requests,
      throttled: this.#troubles.throttled,
      idleStops: this.#idleStops,
      turnedAway: desks.reduce((sum, desk) => sum + desk.turnedAway, 0),
      retried: desks.reduce((sum, desk) => sum + desk.errors.length, 0),
    };
  }

  /** A fleet as a process of its own has it. Several processes of an account leave one another a share of the rates. */
  #process(): WorkerFleet {
    const { requestHandler, credentialsProvider: credentials } = this.#aws;
    const clock = this.#clock;
    const budget = new RequestBudget({ clock, share: 0.15 });
    const client = new Ec2WorkerClient({ region: REGIONS[0], requestHandler, credentials, clock, budget });
    this.#clients.push(client);
    const ownership = { value: 'lab-service' };
    return new WorkerFleet({ client, clock, regions: REGIONS, ownership, leases: this.#leases });
  }

  async #launch(): Promise<void> {
    const fleet = this.#process();
    const { workers } = this.#options;
    const shares = [
      { region: REGIONS[0], count: Math.round(workers * 0.6), market: 'on-demand' as const },
      { region: REGIONS[0], count: Math.round(workers * 0.2), market: 'spot' as const },
      { region: REGIONS[1], count: Math.round(workers * 0.2), market: 'on-demand' as const },
    ];
    for (const { region, count, market } of shares) {
      const input: CreateInstancesInput = { ...LAUNCH, name: `lab-${region}`, count, market };
      const { instances } = await fleet.launchMany(input, { region });
      for (const { instanceId } of instances) {
        this.#launched.push({ instanceId, isSpot: market === 'spot' });
      }
    }
  }

  #openDesk(name: string): LabDesk {
    const { signal } = this.#over;
    const random = this.#random;
    return new LabDesk({
      name,
      fleet: this.#process(),
      clock: this.#clock,
      random,
      sessions: this.#sessions,
      signal,
    });
  }

  async #monitor(): Promise<void> {
    const options = { abortSignal: this.#over.signal, minDelay: 30, maxDelay: 60 };
    await this.#untilOver(async () => {
      for await (const event of this.#process().monitor(options)) this.#events.push(event);
    });
  }

  async #recover(): Promise<void> {
    const abortSignal = this.#over.signal;
    await this.#untilOver(async () => {
      for await (const decision of this.#process().recovery({ abortSignal })) this.#decisions.push(decision);
    });
  }

  /** Who is in a lab uses the worker all the time; who is not, does not. */
  async #stopIdle(): Promise<void> {
    const activityOf = ({ instanceId }: FleetWorker): Promise<WorkerActivity> => {
      const now = this.#clock.now();
      const last = this.#sessions.findLast((session) => session.instanceId === instanceId);
      const lastUse = last === undefined ? undefined : new Date(Math.min(last.until, now));
      return Promise.resolve(activityAt(lastUse, new Date(now)));
    };
    const options = { abortSignal: this.#over.signal, activityOf, everySeconds: 300 };
    await this.#untilOver(async () => {
      for await (const { type, worker, at, outcome } of this.#process().idleShutdown(options)) {
        if (type !== 'idle-shutdown' || outcome !== 'done') continue;
        this.#idleStops.push({ instanceId: worker.instanceId, at: at.getTime() });
      }
    });
  }

  /** Starts stopped workers again when few are left to choose from. */
  async #keepReady(): Promise<void> {
    const fleet = this.#process();
    const client = this.#clients.at(-1);
    if (client === undefined) return;
    while (!this.#isOver()) {
      await this.#clock.sleep(10 * MINUTE, this.#over.signal).catch(() => undefined);
      try {
        const { workers } = await fleet.listAvailable();
        if (workers.length > this.#options.workers / 10) continue;
        const stopped = await fleet.list({ states: ['stopped'] });
        const spare = stopped.workers.filter(({ tags }) => tags['ReplacedBy'] === undefined).slice(0, 10);
        await Promise.allSettled(spare.map((worker) => client.startInstance(worker)));
      } catch {
        // Another time: AWS has its bad hours.
      }
    }
  }

  async #strike(): Promise<void> {
    const { hours, seed } = this.#options;
    const step = (hours * HOUR) / 24;
    // Numbers of its own: how often others ask for one depends on who comes first, and would change the blows.
    const random = randomFrom(seed + 1);
    const spared = new Set(this.#launched);
    for (const [turn, blow] of blowsOfDay(20).entries()) {
      await this.#clock.sleep(step);
      // Nobody can tell how the host is of a worker that is off.
      const wanted = [...spared].filter(
        ({ instanceId, isSpot }) => isSpot === (blow === 'take back') && !this.#isOff(instanceId),
      );
      const struck = pick(wanted, random);
      if (struck === undefined) continue;
      spared.delete(struck);
      if (blow === 'take back') this.#troubles.takeBack(struck.instanceId);
      else this.#troubles.strike(struck.instanceId, blow);
      if (turn === 8) void this.#troubles.throttle(0.3, 10 * MINUTE);
      if (turn === 13) void this.#troubles.blackOut(REGIONS[1], 20 * MINUTE);
    }
  }

  #isOff(instanceId: string): boolean {
    const changes = changesOf(this.#aws.requests).filter((change) => change.instanceId === instanceId);
    const last = changes.findLast(({ action }) => /^(?:Start|Stop|Terminate)Instances$/.test(action));
    return last !== undefined && last.action !== 'StartInstances';
  }

  /** A loop goes on through whatever AWS does, until the day is over. */
  async #untilOver(loop: () => Promise<void>): Promise<void> {
    try {
      await loop();
    } catch (error) {
      if (!this.#isOver()) throw error;
    }
  }

  #isOver(): boolean {
    return this.#over.signal.aborted;
  }
}

/** What befalls workers in a day, one after another: each kind comes early, and again. */
function blowsOfDay(count: number): (Cure | 'take back')[] {
  const round = ['reboot', 'new-host', 'take back', 'reboot', 'new-host', 'nothing'] as const;
  return Array.from({ length: count }, (_, turn) => round[turn % round.length] ?? 'reboot');
}

/** What the telemetry of a lab service would show. */
function activityAt(lastActivityAt: Date | undefined, lastEventAt: Date): WorkerActivity {
  return {
    activity: { known: true, lastActivityAt, lastEventAt, events: 100, ignored: 0, unreadable: 0 },
  };
}
