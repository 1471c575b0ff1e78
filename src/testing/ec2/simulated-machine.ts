import type { Clock } from '../../time/clock.js';

/** A start or reboot of an instance. Two can fall on one moment of a clock that is set by hand. */
export interface SimulatedBoot {
  /** When it was up. */
  readonly at: number;
  /** The first is 1. */
  readonly number: number;
}

/** What a machine on a simulated instance can see of it. Times are in milliseconds of the simulated clock. */
export interface SimulatedPower {
  /** The instance's clock. */
  readonly clock: Clock;
  /** Its last start or reboot; `undefined` while it is off. */
  lastBoot(): SimulatedBoot | undefined;
  /** When it is next going to be switched on or off by what is under way; `undefined` if nothing is. */
  nextChangeAt(): number | undefined;
  /** Its public address, of this run or while it is off of the last; `undefined` if it was launched without one. */
  address(): string | undefined;
}

/** Something that runs on a simulated instance, such as a {@link SimulatedCmlHost}. */
export interface SimulatedMachine {
  /** Gives an address on the loopback interface for the next run of the instance, in place of a made-up one. */
  nextAddress(): string;
  /** Puts the machine on an instance. */
  plugIn(power: SimulatedPower): void;
  /** Called when the instance may have been switched on or off. */
  powerChanged(): void;
}
