import {
  type CollectStream,
  type CommandWithMiddleware,
  type RawResponse,
  readBody,
} from './raw-response.js';

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
    (command as CommandWithMiddleware).middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const response = result.response as RawResponse;
        // The body is read once only, so the bytes take the stream's place for the SDK.
        response.body = await readBody(response.body, collect);
        await this.#turn();
        return result;
      },
      { step: 'deserialize', priority: 'low', name: 'parseTurns' },
    );
    return command;
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
