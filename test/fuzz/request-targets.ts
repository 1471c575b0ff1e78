import { request as sendRaw } from 'node:http';
import { HttpRequest } from '@smithy/core/protocols';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
import fc from 'fast-check';
import { request } from './any-request.js';
import { type FuzzTarget, tryInputs } from './fuzz-target.js';

const NOW = Date.UTC(2026, 0, 1);

/** What every protocol of AWS answers with. */
function checkReply(statusCode: number, text: string): void {
  if (![200, 400, 401, 403, 404, 412, 500, 503].includes(statusCode))
    throw new Error(`Status ${statusCode}.`);
  if (/^</.test(text)) {
    if (!/^(<\?xml[^>]*>\s*)?<(\w+)[^>]*>[\s\S]*<\/\2>$/.test(text)) throw new Error(`No XML: ${text}`);
    if (statusCode >= 400 && !text.includes('<Code>')) throw new Error(`No code: ${text}`);
    if (/\[object|NaN|undefined/.test(text)) throw new Error(`Leaks of JavaScript: ${text}`);
    return;
  }
  if (text.startsWith('{')) {
    const reply = JSON.parse(text) as { readonly __type?: unknown };
    if (statusCode >= 400 && typeof reply.__type !== 'string') throw new Error(`No type: ${text}`);
    return;
  }
  // CBOR, which begins with a map.
  if (text.charCodeAt(0) < 0x80 || text === '') throw new Error(`No protocol: ${statusCode} ${text}`);
}

/** The SDK's CBOR codec warns of large numbers. */
function quietWarnings(): Disposable {
  const { warn } = console;
  console.warn = () => undefined;
  return {
    [Symbol.dispose]: () => {
      console.warn = warn;
    },
  };
}

export const requestTargets: readonly FuzzTarget[] = [
  {
    name: 'requests to `SimulatedAws`, in process',
    promise: 'a reply of the protocol, or a refusal of it',
    fewRuns: 600,
    manyRuns: 30_000,
    run: async (numRuns, seed) => {
      using _ = quietWarnings();
      const aws = new SimulatedAws({ clock: new ManualClock({ now: NOW }) });
      await tryInputs(
        request,
        async (given) => {
          const authorization = given.headers['authorization']?.replace(
            '=KEY/',
            `=${aws.credentials.accessKeyId}/`,
          );
          const all = { ...given.headers, ...(authorization === undefined ? {} : { authorization }) };
          const sent = new HttpRequest({
            method: 'POST',
            hostname: 'ec2.us-east-1.amazonaws.com',
            path: given.path,
            headers: all,
            body: given.body,
          });
          const { response } = await aws.requestHandler.handle(sent, {});
          checkReply(response.statusCode, Buffer.from(response.body as Uint8Array).toString('latin1'));
          aws.clearRequests();
        },
        numRuns,
        seed,
      );
    },
  },
  {
    name: 'requests to `SimulatedAws`, over HTTP',
    promise: 'a reply of the protocol, or a refusal of it',
    fewRuns: 150,
    manyRuns: 5_000,
    run: async (numRuns, seed) => {
      using _ = quietWarnings();
      await using aws = new SimulatedAws({ clock: new ManualClock({ now: NOW }) });
      const { url } = await aws.listen();
      const method = fc.constantFrom('POST', 'GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS');
      await tryInputs(
        fc.record({ request, method }),
        async ({ request: given, method: verb }) => {
          const { statusCode, text } = await exchange(url, verb, given);
          if (verb !== 'HEAD') checkReply(statusCode, text);
          aws.clearRequests();
        },
        numRuns,
        seed,
      );
    },
  },
];

/** Sends what Node's client lets pass: header values that are no header values are left out. */
function exchange(
  url: string,
  method: string,
  given: { readonly path: string; readonly body: string | Uint8Array; readonly headers: object },
): Promise<{ readonly statusCode: number; readonly text: string }> {
  const entries = Object.entries(given.headers) as [string, string][];
  const sendable = entries.filter(([, value]) => /^[\x20-\x7e]*$/.test(value));
  const path = /^[\x21-\x7e]+$/.test(given.path) ? given.path : '/';
  return new Promise((resolve, reject) => {
    const sent = sendRaw(
      url,
      { method, path, headers: Object.fromEntries(sendable), agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve({ statusCode: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('latin1') });
        });
      },
    );
    sent.on('error', reject);
    // A body where HTTP has none is refused by Node's server, not by us.
    sent.end(['POST', 'PUT'].includes(method) ? given.body : undefined);
  });
}
