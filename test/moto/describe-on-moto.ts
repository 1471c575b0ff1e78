import { afterAll, beforeAll, describe, it } from 'vitest';
import { findMoto, type Moto, startMoto } from './start-moto.js';

/**
 * A group of cases on a moto of their own. Without moto it is skipped visibly, unless `REQUIRE_MOTO` is
 * set: then it fails.
 */
export function describeOnMoto(name: string, define: (moto: () => Moto) => void): void {
  const command = findMoto();
  const required = (process.env['REQUIRE_MOTO'] ?? '') !== '';
  if (command === undefined && required) {
    it(name, () => {
      throw new Error('REQUIRE_MOTO is set, but neither $MOTO_SERVER_BIN nor moto_server can be run.');
    });
    return;
  }
  const reason = command === undefined ? ' (skipped: no $MOTO_SERVER_BIN, no moto_server on the path)' : '';
  describe.skipIf(command === undefined)(`${name}${reason}`, () => {
    let running: Moto | undefined;
    beforeAll(async () => {
      running = await startMoto(command ?? '');
    });
    afterAll(() => running?.stop());
    define(() => {
      if (running === undefined) throw new Error('moto runs only while its cases do.');
      return running;
    });
  });
}
