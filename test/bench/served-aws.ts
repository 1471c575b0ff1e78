import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SimulatedCredentials } from 'ec2-worker-client/testing';
import type { ServedState, ServerOptions, ServerQuestion } from './aws-server.js';

const PROGRAM = fileURLToPath(new URL('./aws-server.ts', import.meta.url));

/** A simulated AWS in a process of its own, so that its work is not counted as the client's. */
export class ServedAws {
  readonly url: string;
  readonly instanceIds: readonly string[];
  readonly credentials: SimulatedCredentials;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, { url, instanceIds, credentials }: ServedState) {
    this.#process = process;
    this.url = url;
    this.instanceIds = instanceIds;
    this.credentials = credentials;
  }

  static async start(options: ServerOptions): Promise<ServedAws> {
    const child = fork(PROGRAM, [JSON.stringify(options)], { execArgv: ['--import', 'tsx'] });
    const [state] = (await once(child, 'message')) as [ServedState];
    return new ServedAws(child, state);
  }

  /** The requests so far by outcome, `ok` among them; they are forgotten then. */
  async takeCounts(): Promise<ReadonlyMap<string, number>> {
    const question: ServerQuestion = 'counts';
    this.#process.send(question);
    const [counts] = (await once(this.#process, 'message')) as [Record<string, number>];
    return new Map(Object.entries(counts));
  }

  async stop(): Promise<void> {
    this.#process.disconnect();
    await once(this.#process, 'exit');
  }
}
