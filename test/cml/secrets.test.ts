import { inspect } from 'node:util';
import { Ec2WorkerError } from 'ec2-worker-client';
import { CmlHostClient, type CmlHostClientOptions } from 'ec2-worker-client/cml';
import type { SimulatedCmlHost } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { Scrubber } from '../../src/cml/failures/scrubber.js';
import { everythingOf } from '../errors/everything-of.js';
import { setCmlStage } from './cml-stage.js';

const MARKER = 'Mark3rOf/Secrets';
const PASSWORD = `p"${MARKER}"&w`;
const LICENSE_TOKEN = `${MARKER.replace('/', '')}-license`;
const PATTERN = /Mark3rOf/;

/** Everything that is told of a call besides its error: logs and progress. */
class Ears {
  readonly heard: unknown[] = [];
  readonly listen = (...content: unknown[]): void => {
    this.heard.push(...content);
  };
  readonly logger = { debug: this.listen, info: this.listen, warn: this.listen, error: this.listen };
}

/** The text of a thing in every way that it may be shown, deep and with what is hidden. */
function everythingShownOf(value: unknown): string {
  const error = value instanceof Error ? everythingOf(value) : '';
  const text = JSON.stringify(value, (_, held: unknown) => (typeof held === 'bigint' ? String(held) : held));
  return [error, text, inspect(value, { showHidden: true, depth: 12, getters: true })].join('\n');
}

/** What can go wrong, with a host that sends back whatever it was sent. */
const FAULTS: Readonly<Record<string, (cml: SimulatedCmlHost) => unknown>> = {
  'a refused connection': (cml) => cml.setPhase('refuse'),
  'a web server without services': (cml) => cml.setPhase('502'),
  'somebody else who answers': (cml) => cml.setPhase('tls-garbage'),
  'a page': (cml) => cml.setPhase('not-json'),
  'a redirect': (cml) => cml.setPhase('redirect'),
  'a broken connection': (cml) => cml.fail({ effect: 'reset', times: 99 }),
  'half an answer': (cml) => cml.fail({ effect: 'truncated', times: 99 }),
  'a rejected login': (cml) => echo(cml, 403, '/auth_extended'),
  'too many logins': (cml) => echo(cml, 429, '/auth_extended'),
  'a login that is said to be wrong': (cml) => echo(cml, 400, '/auth_extended'),
  'a login without a token': (cml) =>
    cml.fail({
      path: '/auth_extended',
      status: 200,
      body: { error: `bad ${PASSWORD}`, token: null },
      times: 99,
    }),
  'a host at fault': (cml) => echo(cml, 500),
  'a token that is not taken': (cml) =>
    cml.fail({ path: /^\/(?!auth)/, status: 401, body: said(), times: 99 }),
  'no permission': (cml) => cml.fail({ path: /^\/(?!auth)/, status: 403, body: said(), times: 99 }),
  'a bad request': (cml) => cml.fail({ path: /^\/(?!auth)/, status: 400, body: said(), times: 99 }),
  'something unknown': (cml) => cml.fail({ path: /^\/(?!auth)/, status: 404, body: said(), times: 99 }),
  'a conflict': (cml) => cml.fail({ path: /^\/(?!auth)/, status: 409, body: said(), times: 99 }),
  'JSON that breaks off in a secret': (cml) =>
    cml.fail({
      status: 200,
      body: `{"token":"${LICENSE_TOKEN}`,
      headers: { 'content-type': 'text/json' },
      times: 99,
    }),
  'a registration that Cisco refuses': (cml) => {
    cml.behave({ registration: 'bad-token' });
  },
  'a registration that does not come to an end': (cml) => {
    cml.behave({ registration: 'never' });
  },
};

function said(): object {
  const forms = [PASSWORD, JSON.stringify(PASSWORD), encodeURIComponent(PASSWORD), LICENSE_TOKEN];
  const header = `Authorization: Basic ${Buffer.from(PASSWORD).toString('base64')}`;
  return {
    code: 400,
    description: `Cannot do with ${forms.join(', ')} and the token '${LICENSE_TOKEN}'. ${header}`,
  };
}

function echo(cml: SimulatedCmlHost, status: number, path?: string): void {
  cml.fail({ status, body: said(), times: 99, ...(path === undefined ? {} : { path }) });
}

const CALLS: Readonly<Record<string, (host: CmlHostClient, ears: Ears) => Promise<unknown>>> = {
  probe: (host) => host.probe(),
  waitUntilReady: (host, { listen }) => host.waitUntilReady({ maxWaitTime: 20, onProgress: listen }),
  stats: (host) => host.stats(),
  labs: (host) => host.labs({ details: true }),
  license: (host) => host.license(),
  registerLicense: (host, { listen }) =>
    host.registerLicense({ token: LICENSE_TOKEN, maxWaitTime: 20, onProgress: listen }),
  deregisterLicense: (host) => host.deregisterLicense({ maxWaitTime: 20, stopLabs: true }),
  activity: (host) => host.activity(),
};

describe.each(Object.keys(FAULTS))('after %s', (fault) => {
  it.each(Object.keys(CALLS))('nothing that is told of %s has a secret in it', async (call) => {
    const ears = new Ears();
    const stage = await setCmlStage({
      licensed: false,
      users: [{ username: 'service', password: PASSWORD }],
      labs: [{ state: 'STARTED' }],
    });
    const settings = { license: { token: LICENSE_TOKEN } };
    const host = stage.connect({ logger: ears.logger, settings });
    // So that the licence token is one that the host may know of, whichever call it is.
    await host.registerLicense({ token: LICENSE_TOKEN });
    await host.deregisterLicense({ stopLabs: true });
    stage.cml.putLab({ state: 'STARTED' });
    await FAULTS[fault]?.(stage.cml);
    if (fault.includes('login')) await host.close();

    const outcome = await CALLS[call]?.(host, ears).catch((thrown: unknown) => thrown);

    if (outcome instanceof Error) expect(Ec2WorkerError.isInstance(outcome)).toBe(true);
    for (const told of [outcome, ears.heard, host]) expect(everythingShownOf(told)).not.toMatch(PATTERN);
  });
});

describe('a token that was handed in', () => {
  it.each([401, 403, 500])('is told nowhere, even where the host says it back with %i', async (status) => {
    const ears = new Ears();
    const stage = await setCmlStage();
    const token = `${MARKER}.of-a-session`;
    const host = stage.connect({ credentials: { token }, logger: ears.logger });
    stage.cml.fail({ status, body: { description: `Bad bearer ${token}.` }, times: 9 });

    const outcome = await host.stats().catch((thrown: unknown) => thrown);

    expect(Ec2WorkerError.isInstance(outcome)).toBe(true);
    for (const told of [outcome, ears.heard, host]) expect(everythingShownOf(told)).not.toMatch(PATTERN);
  });
});

describe('options that are refused', () => {
  it.each<Partial<CmlHostClientOptions>>([
    { credentials: { username: 'x'.repeat(99), password: PASSWORD } },
    { credentials: { username: '', password: PASSWORD } },
    { credentials: { token: `${PASSWORD} with spaces` } },
    { credentials: PASSWORD as never },
    { host: `https://service:${MARKER}@host/` },
    { tls: { mode: 'pin', sha256: MARKER } },
    { tls: { mode: 'ca', ca: MARKER } },
  ])('are not quoted: %#', (options) => {
    let thrown: unknown;
    try {
      new CmlHostClient({ host: 'host', ...options });
    } catch (error) {
      thrown = error;
    }

    expect(thrown).toMatchObject({ kind: 'invalid-parameter' });
    expect(everythingShownOf(thrown)).not.toMatch(PATTERN);
  });
});

describe('a scrubber', () => {
  it('cuts out a secret in every form that it may come back in', () => {
    const scrubber = new Scrubber();
    scrubber.add(PASSWORD);
    const { description } = said() as { readonly description: string };

    expect(scrubber.scrub(description.replaceAll(LICENSE_TOKEN, ''))).not.toMatch(PATTERN);
  });

  it('shows nothing of a text with a secret in it that is part of any word', () => {
    const scrubber = new Scrubber();
    scrubber.add('a');

    expect([scrubber.scrub('a bad day'), scrubber.scrub('good')]).toEqual(['[redacted]', 'good']);
  });

  it('takes note of whatever can be a password', () => {
    const scrubber = new Scrubber();
    scrubber.add('\ud800 half a pair');

    expect(scrubber.scrub('bad: \ud800 half a pair')).toBe('bad: [redacted]');
  });

  it('cuts out a quoted token that it does not know', () => {
    expect(new Scrubber().scrub("The token 'xyz' is not valid.")).toBe('The token [redacted] is not valid.');
  });

  it('leaves everything else alone', () => {
    const scrubber = new Scrubber();
    scrubber.add('');
    scrubber.add(PASSWORD);

    expect(scrubber.scrub('Communication send error.')).toBe('Communication send error.');
  });
});
