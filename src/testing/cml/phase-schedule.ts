import type { SimulatedPower } from '../ec2/simulated-machine.js';
import type { MovableTime } from '../time/movable-time.js';
import { PhaseScript, type SimulatedCmlPhase, type SimulatedCmlStep } from './phase.js';

/** What is due now. */
export interface DuePhase {
  readonly phase: SimulatedCmlPhase;
  /** Whether the machine was switched off or restarted since the last time. */
  readonly hasLostPower: boolean;
}

/** Knows which phase a simulated host is in: by a script, or by the boots of the instance that it is on. */
export class PhaseSchedule {
  readonly #time: MovableTime;
  readonly #boot: readonly SimulatedCmlStep[];
  #script: PhaseScript | undefined;
  #power: SimulatedPower | undefined;
  #lastBoot: number | undefined;
  #nap = new AbortController();

  constructor(time: MovableTime, boot: readonly SimulatedCmlStep[]) {
    this.#time = time;
    this.#boot = boot;
  }

  /** The address that the instance has, if there is one. */
  get address(): string | undefined {
    return this.#power?.address();
  }

  /** Goes by a script from now on; `undefined`: by the instance. */
  follow(script: SimulatedCmlPhase | readonly SimulatedCmlStep[] | undefined): void {
    this.#script = script === undefined ? undefined : new PhaseScript(script, this.#now());
  }

  /** @throws Error if the instance goes by another clock. */
  plugIn(power: SimulatedPower): void {
    if (power.clock !== this.#time.clock) {
      throw new Error(
        'Start the simulated CML host with the clock of the simulated AWS: { clock: aws.clock }.',
      );
    }
    this.#power = power;
    this.#script = undefined;
  }

  /** What is due now. `onChange` is called when that is over, unless somebody asks again before. */
  take(onChange: () => void): DuePhase {
    const boot = this.#power?.lastBoot();
    const isOn = this.#power === undefined || boot !== undefined;
    const hasLostPower = this.#lastBoot !== undefined && this.#lastBoot !== boot?.number;
    this.#lastBoot = boot?.number;
    const script = this.#script ?? new PhaseScript(isOn ? this.#boot : 'refuse', boot?.at ?? this.#now());
    const { phase, endsAt } = script.at(this.#now());
    this.#sleepUntil([endsAt, this.#power?.nextChangeAt()], onChange);
    return { phase, hasLostPower };
  }

  stop(): void {
    this.#nap.abort();
  }

  #now(): number {
    return this.#time.clock.now();
  }

  #sleepUntil(times: readonly (number | undefined)[], onChange: () => void): void {
    this.#nap.abort();
    const next = Math.min(...times.filter((time) => time !== undefined));
    if (!Number.isFinite(next)) return;
    const nap = new AbortController();
    this.#nap = nap;
    this.#time.sleepInBackground(next - this.#now(), nap.signal).then(onChange, () => undefined);
  }
}
