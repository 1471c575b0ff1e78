import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { InputCheck } from '../../errors/input-check.js';
import type { WaitTimeoutError } from '../../errors/wait-timeout-error.js';
import { startDeadline } from '../../time/deadline.js';
import { isAccepted } from '../answers/refusal.js';
import type { HostReply } from '../connection/send-request.js';
import { isPassing } from '../connection/socket-fault.js';
import { HostFault } from '../failures/host-fault.js';
import { isActive, listLabs } from '../labs/list-labs.js';
import { stopLabs } from '../labs/stop-labs.js';
import type { CmlDeregistration } from '../model/cml-license.js';
import { LicenseLooks } from './license-looks.js';
import { LICENSE_POLL_MS, type LicensingParts } from './licensing-parts.js';

/** How to give a licence back. */
export interface DeregisterLicenseOptions {
  /**
   * Whether to stop all active labs first: CML gives nothing back while nodes run. Default `false`: then running
   * nodes are an `IncorrectStateError`.
   */
  readonly stopLabs?: boolean | undefined;
  /** How long all of it may take, in seconds, above 0. Default 180. */
  readonly maxWaitTime?: number | undefined;
  /** Ends the call with an `AbortedError`; the host goes on. */
  readonly abortSignal?: AbortSignal | undefined;
}

const DEFAULT_MAX_WAIT_TIME = 180;

/** CML answers so when it has given the licence up and could not tell Cisco. */
const LOCAL_ONLY = 202;

/** Gives the licence back. `requestTimeoutMs` is the real time that the one request may take. */
export async function deregisterLicense(
  parts: LicensingParts,
  options: DeregisterLicenseOptions,
  requestTimeoutMs: number,
): Promise<CmlDeregistration> {
  const { operation } = parts.subject();
  const rule = { otherwise: DEFAULT_MAX_WAIT_TIME };
  const maxWaitTime = new InputCheck(operation).time(options.maxWaitTime, 'maxWaitTime', rule);
  const deadline = startDeadline(parts.clock, maxWaitTime * 1_000, [options.abortSignal]);
  const deregistration = new Deregistration(parts, requestTimeoutMs);
  try {
    return await deregistration.run(options.stopLabs ?? false, deadline.signal);
  } catch (thrown) {
    if (deadline.expired && !Ec2WorkerError.isInstance(thrown)) throw deregistration.timeout(maxWaitTime);
    throw thrown;
  } finally {
    deadline.dispose();
  }
}

class Deregistration {
  readonly #parts: LicensingParts;
  readonly #requestTimeoutMs: number;
  readonly #looks: LicenseLooks;
  #lostReply: HostFault | undefined;

  constructor(parts: LicensingParts, requestTimeoutMs: number) {
    this.#parts = parts;
    this.#requestTimeoutMs = requestTimeoutMs;
    this.#looks = new LicenseLooks(parts);
  }

  async run(stopsLabs: boolean, signal: AbortSignal): Promise<CmlDeregistration> {
    const { caller, clock } = this.#parts;
    const before = await this.#looks.take(signal);
    if (before.registered === false) return { outcome: 'already', stoppedLabs: 0 };
    const stoppedLabs = stopsLabs ? (await stopLabs(caller, clock, signal)).length : 0;
    const reply = await this.#send(signal);
    if (reply?.status === 400) return { ...(await this.#explainRefusal(reply, signal)), stoppedLabs };
    if (reply !== undefined && !isAccepted(reply.status)) throw await caller.refusal(reply, signal);
    await this.#confirm(reply, signal);
    // Where the answer was lost, nobody knows whether Cisco was told.
    const isTold = reply !== undefined && reply.status !== LOCAL_ONLY;
    return { outcome: isTold ? 'deregistered' : 'local-only', stoppedLabs };
  }

  timeout(maxWaitTime: number): WaitTimeoutError {
    return this.#looks.timeout(maxWaitTime, {
      lostReply: this.#lostReply,
      ifLost: 'The answer to the request was lost, so it may be carried out yet.',
      advice:
        'The licence counts as used until the host reads NOT_REGISTERED: see license() before trying again.',
    });
  }

  /** @returns The answer; `undefined` if it was lost, and the licence has to tell. */
  async #send(signal: AbortSignal): Promise<HostReply | undefined> {
    const request = {
      method: 'DELETE',
      path: '/licensing/deregistration',
      timeoutMs: this.#requestTimeoutMs,
    } as const;
    try {
      return await this.#parts.caller.send(request, signal);
    } catch (thrown) {
      if (!(thrown instanceof HostFault) || thrown.stage !== 'http' || !isPassing(thrown)) throw thrown;
      this.#lostReply = thrown;
      return undefined;
    }
  }

  /** CML has one status for two things: it was done before, or nodes run. Its words differ by version. */
  async #explainRefusal(reply: HostReply, signal: AbortSignal): Promise<Pick<CmlDeregistration, 'outcome'>> {
    const { caller } = this.#parts;
    const { registered } = await this.#looks.take(signal);
    if (registered === false) return { outcome: 'already' };
    const active = (await listLabs(caller, signal)).filter(isActive).length;
    const refusal = await caller.refusal(reply, signal);
    if (active === 0) throw refusal;
    const text = `${active} ${active === 1 ? 'lab is' : 'labs are'} active`;
    throw new HostFault('NODES_RUNNING', { text, httpStatus: reply.status });
  }

  /**
   * Waits until the host says that it has no licence. Where it has said that it is done, that it then goes away is no
   * harm; where nobody knows, one that comes back can tell.
   */
  async #confirm(reply: HostReply | undefined, signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        const license = await this.#looks.takeIfPossible(signal);
        const isGone = license === undefined && reply !== undefined;
        if (isGone || license?.registered === false) return;
      } catch (thrown) {
        if (reply !== undefined && thrown instanceof HostFault) return;
        throw thrown;
      }
      await this.#parts.clock.sleep(LICENSE_POLL_MS, signal);
    }
  }
}
