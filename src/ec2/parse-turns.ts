import { type CollectStream, inspectReply, loadReply } from '../aws/raw-reply.js';

// Taken at load: a test framework's fake timers must not stop a client.
const { setImmediate: inNextTurn } = globalThis;

/**
 * Lets the replies of large requests be parsed one in each turn of the event loop. Several that arrive together
 * would else block it for the sum of their times.
 */
export class ParseTurns {
  #last: Promise<void> = Promise.resolve();

  /** Makes a command wait for its turn between the arrival of its reply and the parsing. */
  apply<Command>(command: Command, collect: CollectStream): Command {
    return inspectReply(command, 'parseTurns', async (reply) => {
      await loadReply(reply, collect);
      await this.#turn();
    });
  }

  #turn(): Promise<void> {
    this.#last = this.#last.then(
      () =>
        new Promise((resolve) => {
          inNextTurn(resolve);
        }),
    );
    return this.#last;
  }
}
