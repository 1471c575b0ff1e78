import type { ManualClock, SimulatedAws, SimulatedCheck } from 'ec2-worker-client/testing';
import type { Cure, Disturbance, Trouble } from './day-record.js';
import type { Random } from './random.js';

const CURED_BY: Readonly<Record<Cure, readonly string[]>> = {
  reboot: ['RebootInstances', 'StartInstances'],
  'new-host': ['StartInstances'],
  nothing: [],
};

/** What goes wrong on AWS's side in a day, and what of it is cured by what a fleet does. */
export class Troubles {
  readonly all: Trouble[] = [];
  readonly interrupted: string[] = [];
  readonly disturbances: Disturbance[] = [];
  /** How many requests were throttled on purpose. */
  throttled = 0;
  readonly #aws: SimulatedAws;
  readonly #clock: ManualClock;
  readonly #random: Random;
  #read = 0;

  constructor(aws: SimulatedAws, clock: ManualClock, random: Random) {
    this.#aws = aws;
    this.#clock = clock;
    this.#random = random;
  }

  /** Lets the host of an instance fail. */
  strike(instanceId: string, cure: Cure): void {
    const check: SimulatedCheck = cure === 'new-host' ? 'system' : 'instance';
    this.#aws.impair(instanceId, { check });
    this.all.push({ instanceId, check, from: this.#clock.now(), cure, until: undefined });
  }

  /** Takes a spot instance back, with two minutes' notice. */
  takeBack(instanceId: string): void {
    this.#aws.interruptSpot(instanceId, { noticeMs: 120_000 });
    this.interrupted.push(instanceId);
  }

  /** Lets AWS throttle some of the requests, of whatever kind, for a while. */
  async throttle(share: number, milliseconds: number): Promise<void> {
    await this.#disturb('throttling', milliseconds, (isOver) => ({
      code: 'RequestLimitExceeded',
      httpStatus: 503,
      when: () => {
        const isStruck = !isOver() && this.#random() < share;
        if (isStruck) this.throttled += 1;
        return isStruck;
      },
    }));
  }

  /** Lets a region answer nothing but errors for a while. */
  async blackOut(region: string, milliseconds: number): Promise<void> {
    await this.#disturb(`${region} is down`, milliseconds, (isOver) => ({
      code: 'Unavailable',
      httpStatus: 503,
      when: (request) => !isOver() && request.region === region,
    }));
  }

  /** Whether a check of an instance fails at a time, in truth. */
  isIll(instanceId: string, at: number): boolean {
    return this.all.some(
      (trouble) =>
        trouble.instanceId === instanceId &&
        trouble.from <= at &&
        at < (trouble.until ?? Number.POSITIVE_INFINITY),
    );
  }

  /** Cures what the requests since the last time have cured. */
  cure(): void {
    const requests = this.#aws.requests.slice(this.#read);
    this.#read = this.#aws.requests.length;
    for (const { action, outcome, parameters } of requests) {
      const { InstanceIds: ids = [] } = parameters as { readonly InstanceIds?: readonly string[] };
      if (outcome !== 'ok') continue;
      for (const trouble of this.all) {
        const isMeant = trouble.until === undefined && ids.includes(trouble.instanceId);
        if (isMeant && CURED_BY[trouble.cure].includes(action)) this.#end(trouble);
      }
    }
  }

  #end(trouble: Trouble): void {
    trouble.until = this.#clock.now();
    this.#aws.recover(trouble.instanceId, { check: trouble.check });
  }

  async #disturb(
    name: string,
    milliseconds: number,
    faultOf: (isOver: () => boolean) => Parameters<SimulatedAws['fail']>[0],
  ): Promise<void> {
    const from = this.#clock.now();
    const end = from + milliseconds;
    this.disturbances.push({ name, from, to: end });
    const fault = faultOf(() => this.#clock.now() >= end);
    this.#aws.fail({ ...fault, times: Number.POSITIVE_INFINITY });
    await this.#clock.sleep(milliseconds);
  }
}
