import { request } from 'node:https';
import { Ec2WorkerError } from 'ec2-worker-client';
import type { CmlHostClient } from 'ec2-worker-client/cml';
import type { SimulatedCmlHost } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { findSharedFile } from '../shared-data.js';
import { ApiContract, type Operation } from './api-contract.js';
import { setCmlStage } from './cml-stage.js';

const file = findSharedFile('cml-openapi-subset.json');
const contract = file === undefined ? undefined : new ApiContract(file);

/** Everything that a client can be asked for, in an order in which it comes to call everything that it ever calls. */
async function useEverything(host: CmlHostClient, cml: SimulatedCmlHost): Promise<void> {
  await cml.setPhase('not-ready');
  await host.probe();
  await cml.setPhase('ready');
  await host.probe();
  await host.stats();
  await host.labs({ details: true });
  await host.activity();
  await host.registerLicense({ token: 'abc', productLicense: 'CML_Personal', reregister: true });
  cml.loseAuthorization();
  await host.registerLicense({ token: 'abc' });
  await host.deregisterLicense({ stopLabs: true });
  await host.close();
  cml.behave({ extendedLogin: false });
  await host.license();
}

/** What each operation is called by, and what the call must have come to with a status. */
const USES: Readonly<Record<string, (host: CmlHostClient) => Promise<unknown>>> = {
  'POST /authenticate': (host) => host.stats(),
  'POST /auth_extended': (host) => host.stats(),
  'DELETE /logout': (host) => host.stats().then(() => host.close()),
  'GET /system_information': (host) => host.probe(),
  'GET /system/maintenance_mode': (host) => host.probe(),
  'GET /system_health': (host) => host.probe(),
  'GET /system_stats': (host) => host.stats(),
  'GET /diagnostics/{category}': (host) => host.probe(),
  'GET /labs': (host) => host.labs(),
  'GET /labs/{lab_id}': (host) => host.labs(),
  'PUT /labs/{lab_id}/stop': (host) => host.deregisterLicense({ stopLabs: true, maxWaitTime: 30 }),
  'GET /licensing': (host) => host.license(),
  'PUT /licensing/product_license': (host) =>
    host.registerLicense({ token: 'abc', productLicense: 'CML_Personal', maxWaitTime: 30 }),
  'POST /licensing/registration': (host) =>
    host.registerLicense({ token: 'abc', reregister: true, maxWaitTime: 30 }),
  'PUT /licensing/authorization/renew': (host) => host.registerLicense({ token: 'abc', maxWaitTime: 30 }),
  'DELETE /licensing/deregistration': (host) => host.deregisterLicense({ stopLabs: true, maxWaitTime: 30 }),
  'GET /telemetry/events': (host) => host.activity(),
};

/** Statuses that the document leaves out, and that hosts give all the same. */
const UNDOCUMENTED = [401, 429, 500, 502, 503, 504];

/** What an error of a call may be of, by the status that it comes from. An accepted change may come to nothing. */
const KINDS: Readonly<Record<number, readonly string[]>> = {
  202: ['wait-timeout'],
  204: ['wait-timeout'],
  400: ['invalid-parameter', 'incorrect-state', 'authentication'],
  401: ['authentication'],
  403: ['permission-denied', 'authentication'],
  404: ['resource-not-found', 'wait-timeout'],
  409: ['conflict'],
  429: ['throttled'],
  500: ['service-unavailable', 'wait-timeout'],
  502: ['service-unavailable', 'wait-timeout'],
  503: ['service-unavailable', 'wait-timeout'],
  504: ['service-unavailable', 'wait-timeout'],
};

const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;

describe.skipIf(contract === undefined)('the documented API', () => {
  const { operations = [] } = contract ?? {};
  const used = operations.filter((operation) => nameOf(operation) in USES);

  it('has every call that the client makes, with its method, path, login and body', async () => {
    const { host, cml } = await setCmlStage({ labs: [{ state: 'STARTED' }] });

    await useEverything(host, cml);

    const called = new Set<string>();
    for (const { method, path, query, authenticated, body } of cml.requests) {
      const operation = contract?.find(method, path);
      expect(operation, `${method} ${path}`).toBeDefined();
      if (operation === undefined) continue;
      called.add(nameOf(operation));
      expect(authenticated, nameOf(operation)).toBe(operation.isSecured);
      expect(body === undefined, nameOf(operation)).toBe(operation.checkBody === undefined);
      if (operation.checkBody?.(body) === false) expect(operation.checkBody.errors).toEqual([]);
      const known = operation.parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name }) => name);
      expect(known).toEqual(expect.arrayContaining([...new URLSearchParams(query).keys()]));
    }
    expect([...called].sort()).toEqual(Object.keys(USES).sort());
  });

  it.each(['2.9.0', '2.9.1', 'newer'] as const)(
    'is what the simulated host answers by, as %s',
    async (drift) => {
      const { cml } = await setCmlStage({
        drift,
        labs: [{ state: 'STARTED' }, {}],
        licensed: false,
        telemetry: true,
      });
      cml.record({ category: 'start_lab' }, { category: 'user_activity', userId: cml.userIds['service'] });
      const [lab = ''] = (await answerOf(cml, 'GET', '/labs?show_all=true')).body as readonly string[];
      const paths = used.map((operation) => ({
        operation,
        path: operation.path.replace('{lab_id}', lab).replace('{category}', 'startup_scheduler'),
      }));

      for (const { operation, path } of paths) {
        const body = BODIES[nameOf(operation)];
        const reply = await answerOf(cml, operation.method, path, body);
        expect(operation.statuses, `${nameOf(operation)} with ${reply.status}`).toContain(reply.status);
        const check = operation.checkReply(reply.status);
        if (check?.(reply.body) === false)
          expect({ operation: nameOf(operation), errors: check.errors }).toEqual({});
      }
      expect(paths.length).toBe(Object.keys(USES).length);
    },
  );

  it.each(
    used.flatMap((operation) =>
      [...new Set([...operation.statuses, ...UNDOCUMENTED])].map((status) => ({
        operation,
        name: nameOf(operation),
        status,
      })),
    ),
  )('is read whatever $name answers: $status', async ({ operation, name, status }) => {
    const { host, cml } = await setCmlStage({
      labs: [{ state: 'STARTED' }],
      extendedLogin: name !== 'POST /authenticate',
      ...(name.startsWith('GET /diagnostics') ? { phase: 'not-ready' as const } : {}),
    });
    if (name.endsWith('authorization/renew')) cml.loseAuthorization();
    const path = new RegExp(`^${operation.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
    if (status >= 300) cml.fail({ method: operation.method, path, status, times: 9 });
    else if (status !== 200) cml.fail({ method: operation.method, path, status });

    const outcome = await USES[name]?.(host).catch((thrown: unknown) => thrown);

    expect(cml.requests.some((received) => received.status === status || status === 200)).toBe(true);
    if (!(outcome instanceof Error)) return;
    const kind = Ec2WorkerError.isInstance(outcome) ? outcome.kind : `not one of ours: ${outcome.message}`;
    expect(KINDS[status]).toContain(kind);
  });
});

const BODIES: Readonly<Record<string, unknown>> = {
  'POST /authenticate': { username: 'service', password: 'simulated' },
  'POST /auth_extended': { username: 'service', password: 'simulated' },
  'PUT /licensing/product_license': 'CML_Education',
  'POST /licensing/registration': { token: 'abc', reregister: false },
};

/** Asks a simulated host something, past the client. */
async function answerOf(
  cml: SimulatedCmlHost,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const token = cml.issueToken('service');
  const { address: host, port } = cml;
  return await new Promise((resolve, reject) => {
    const options = { host, port, method, path: `/api/v0${path}`, rejectUnauthorized: false };
    const outgoing = request({ ...options, headers: { authorization: `Bearer ${token}` } }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode ?? 0, body: text === '' ? undefined : JSON.parse(text) });
      });
    });
    outgoing.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}
