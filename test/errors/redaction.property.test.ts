import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { translateAwsError } from '../../src/aws/translate-aws-error.js';
import { Ec2WorkerError } from '../../src/errors/ec2-worker-error.js';
import { everythingOf } from './everything-of.js';

/** As secrets look: no word of any text of ours, and none of the characters that end a value. */
const secrets = fc
  .string({
    unit: fc.constantFrom(...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=')),
    minLength: 20,
    maxLength: 60,
  })
  .filter((secret) => /\d/.test(secret));

/** Where a secret turns up in a text. */
const texts: fc.Arbitrary<(secret: string) => string> = fc.constantFrom(
  (secret: string) => `POST\n/\n\nx-amz-security-token:${secret}\n\nhost`,
  (secret: string) =>
    `Authorization: AWS4-HMAC-SHA256 Credential=AKIA/x, SignedHeaders=host, Signature=${secret}`,
  (secret: string) => `Action=RunInstances&UserData=${encodeURIComponent(secret)}&SecretAccessKey=${secret}`,
  (secret: string) => JSON.stringify({ sessionToken: secret, nested: JSON.stringify({ password: secret }) }),
  (secret: string) => `{ secretAccessKey: '${secret}' }`,
  (secret: string) => `<SessionToken>${secret}</SessionToken>`,
  (secret: string) => `connect to https://user:${encodeURIComponent(secret)}@proxy:8080 failed`,
  (secret: string) => `sent Bearer ${secret}`,
);

/** Where a secret turns up on an object. */
const holders: fc.Arbitrary<(secret: string) => object> = fc.constantFrom(
  (secret: string) => ({ config: { headers: { authorization: secret } } }),
  (secret: string) => ({ request: { body: `x ${secret}` } }),
  (secret: string) => ({ $response: { headers: { 'set-cookie': [secret] } } }),
  (secret: string) => ({ options: { credentials: { accessKeyId: secret, secretAccessKey: secret } } }),
  (secret: string) => ({ details: [{ apiKey: secret }, { body: Buffer.from(`UserData=${secret}`) }] }),
  (secret: string) => ({ $metadata: { httpStatusCode: 400, token: secret } }),
  (secret: string) => ({ code: `password=${secret}`, UserData: secret }),
);

const shapes = fc.array(
  fc.record({
    text: fc.option(texts, { nil: undefined }),
    holder: fc.option(holders, { nil: undefined }),
    asList: fc.boolean(),
    isCircular: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);

type Shape = typeof shapes extends fc.Arbitrary<(infer Each)[]> ? Each : never;

/** Nests errors, innermost first, and plants the secret in each. */
function plant(secret: string, levels: readonly Shape[]): Error {
  let thrown = new Error('innermost');
  for (const { text, holder, asList, isCircular } of levels) {
    const message = text?.(secret) ?? 'harmless';
    const next = asList ? new AggregateError([thrown], message) : new Error(message, { cause: thrown });
    Object.assign(next, holder?.(secret));
    if (isCircular) thrown.cause = next;
    thrown = next;
  }
  return thrown;
}

describe('a secret', () => {
  it('never survives, wherever it is planted, in an error made by hand', () => {
    fc.assert(
      fc.property(secrets, shapes, texts, (secret, levels, text) => {
        const error = new Ec2WorkerError({ message: text(secret), cause: plant(secret, levels) });

        expect(everythingOf(error)).not.toContain(secret);
      }),
    );
  });

  it('never survives the translation of what was thrown', () => {
    fc.assert(
      fc.property(secrets, shapes, (secret, levels) => {
        const error = translateAwsError(plant(secret, levels), { operation: 'createInstance' });

        expect(everythingOf(error)).not.toContain(secret);
      }),
    );
  });
});
