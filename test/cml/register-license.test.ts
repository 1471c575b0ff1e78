import { LicenseError, WaitTimeoutError } from 'ec2-worker-client';
import type { LicenseProgress } from 'ec2-worker-client/cml';
import { describe, expect, it } from 'vitest';
import { failureOf, setCmlStage } from './cml-stage.js';

const TOKEN = 'abcDEF123+/%=-';

describe('registerLicense', () => {
  it.each(['204', '200-body'] as const)(
    'waits for both words, and tells accepted from done (%s)',
    async (mutationStyle) => {
      const { host, cml } = await setCmlStage({ licensed: false, mutationStyle });
      const stages: LicenseProgress[] = [];

      const license = await host.registerLicense({ token: TOKEN, onProgress: (news) => stages.push(news) });

      expect(license).toMatchObject({
        valid: true,
        registration: 'COMPLETED',
        authorization: 'IN_COMPLIANCE',
      });
      expect(stages[0]).toMatchObject({ stage: 'accepted', elapsedSeconds: 0 });
      expect(
        stages.slice(1).map(({ license: seen }) => `${seen?.registration} ${seen?.authorization}`),
      ).toEqual(['NOT_REGISTERED EVAL', 'RETRY_IN_PROGRESS EVAL', 'COMPLETED EVAL']);
      expect(cml.requests.filter(({ path }) => path === '/licensing/registration')).toHaveLength(1);
    },
  );

  it('sends nothing where the licence is good already', async () => {
    const { host, cml } = await setCmlStage();

    expect(await host.registerLicense({ token: TOKEN })).toMatchObject({ valid: true });
    expect(cml.requests.map(({ path }) => path)).toEqual(['/auth_extended', '/licensing']);
  });

  it('sets the product only where it is another, and waits for that as well', async () => {
    const { host, cml } = await setCmlStage();

    await host.registerLicense({ token: TOKEN, productLicense: 'CML_Enterprise' });
    const same = cml.requests.length;
    const license = await host.registerLicense({ token: TOKEN, productLicense: 'CML_Personal' });

    expect(license).toMatchObject({ valid: true, productLicense: 'CML_Personal' });
    expect(same).toBe(2);
    expect(cml.requests.slice(same).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /licensing',
      'PUT /licensing/product_license',
      'GET /licensing',
    ]);
  });

  it('asks for the authorization anew on a host that is registered, and spends no token', async () => {
    const { host, cml } = await setCmlStage();
    cml.loseAuthorization();

    const license = await host.registerLicense({ token: TOKEN });

    expect(license).toMatchObject({ valid: true, authorizationAttemptedAt: expect.any(Date) });
    const changes = cml.requests.filter(({ method }) => method !== 'GET').map(({ path }) => path);
    expect(changes).toEqual(['/auth_extended', '/licensing/authorization/renew']);
  });

  it('fails where there is no authorization to be had any more', async () => {
    const { host, cml } = await setCmlStage({ registration: 'no-license-left' });
    cml.loseAuthorization();

    expect(await failureOf(host.registerLicense({ token: TOKEN }))).toMatchObject({
      code: 'OUT_OF_COMPLIANCE',
    });
  });

  it('does not take the success of before for that of a new registration', async () => {
    const { host, cml, clock } = await setCmlStage({ registrationPolls: 4 });
    await clock.sleep(3_600_000);
    const begin = clock.now();

    const license = await host.registerLicense({ token: TOKEN, reregister: true });

    expect(license.registrationAttemptedAt?.getTime()).toBeGreaterThanOrEqual(begin - 1_000);
    expect(cml.requests.filter(({ path }) => path === '/licensing').length).toBeGreaterThan(4);
  });

  it('does not take the failure of before for that of a new registration', async () => {
    const { host, cml, clock } = await setCmlStage({ licensed: false, registration: 'failed' });
    await failureOf(host.registerLicense({ token: TOKEN }));
    await clock.sleep(60_000);
    cml.behave({ registration: 'ok' });

    expect(await host.registerLicense({ token: TOKEN })).toMatchObject({ valid: true });
  });

  it.each([
    ['bad-token', 'LICENSE_REJECTED', 'RETRY_IN_PROGRESS', /create a new one/],
    ['failed', 'LICENSE_FAILED', 'FAILED', /Communication send error.*reaches Cisco/],
    ['no-license-left', 'OUT_OF_COMPLIANCE', 'COMPLETED', /no licence left/],
  ] as const)(
    'fails with the reason of the host as soon as it has one: %s',
    async (registration, code, word, advice) => {
      const { host, clock } = await setCmlStage({ licensed: false, registration });
      const begin = clock.now();

      const error = await failureOf(host.registerLicense({ token: TOKEN }));

      expect(error).toBeInstanceOf(LicenseError);
      expect(error).toMatchObject({ kind: 'license', code, registration: word, retryable: false });
      expect(error.message).toMatch(advice);
      expect(clock.now() - begin).toBeLessThanOrEqual(15_000);
    },
  );

  it('says that it is not known what will come of one that goes on too long', async () => {
    const { host, clock } = await setCmlStage({ licensed: false, registration: 'never' });
    const begin = clock.now();

    const error = await failureOf(host.registerLicense({ token: TOKEN }));

    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(error.message).toMatch(
      /timed out after 120 s: registration RETRY_IN_PROGRESS.*The host may go on/,
    );
    expect(clock.now() - begin).toBe(120_000);
  });

  it('says so while another is under way', async () => {
    const { host } = await setCmlStage({ licensed: false, registration: 'conflict' });

    expect(await failureOf(host.registerLicense({ token: TOKEN }))).toMatchObject({
      kind: 'conflict',
      code: 'CONFLICT',
      httpStatus: 409,
      retryable: true,
    });
  });

  it('reads the licence where the answer was lost', async () => {
    const { host, cml } = await setCmlStage({ licensed: false });
    cml.fail({ path: '/licensing/registration', effect: 'reset' });

    const error = await failureOf(host.registerLicense({ token: TOKEN, maxWaitTime: 30 }));

    expect(error.message).toMatch(/Whether the host has got the token is not known/);
    expect(cml.requests.filter(({ path }) => path === '/licensing/registration')).toHaveLength(1);
  });

  it('rides out a host that cannot be asked for a while, once the token is accepted', async () => {
    const { host, cml, clock } = await setCmlStage({ licensed: false });
    const onProgress = ({ stage }: LicenseProgress): void => {
      if (stage === 'accepted') cml.fail({ path: '/licensing', status: 502, times: 7 });
    };

    expect(await host.registerLicense({ token: TOKEN, onProgress })).toMatchObject({ valid: true });
    expect(cml.requests.filter(({ path }) => path === '/licensing/registration')).toHaveLength(1);
    expect(clock.pendingSleeps).toBe(0);
  });

  it('says that it could not look where the host stays away, so that it may be called again', async () => {
    const { host, cml } = await setCmlStage({ licensed: false });
    const onProgress = ({ stage }: LicenseProgress): void => {
      if (stage === 'accepted') cml.fail({ path: '/licensing', status: 502, times: 999 });
    };

    const error = await failureOf(host.registerLicense({ token: TOKEN, onProgress }));

    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(error).toMatchObject({ code: 'GATEWAY', retryable: true });
    expect(error.message).toMatch(/At the last look the host could not be asked: .*The host may go on/);
  });

  it.each([
    [{ token: '' }, 'token'],
    [{ token: 'with space' }, 'token'],
    [{ token: 'x'.repeat(257) }, 'token'],
    [{ token: undefined as never }, 'token'],
    [{ token: TOKEN, productLicense: 'CML Personal' }, 'productLicense'],
    [{ token: TOKEN, maxWaitTime: 0 }, 'maxWaitTime'],
  ])('refuses %j before anything is sent, and does not quote it', async (options, parameter) => {
    const { host, cml } = await setCmlStage({ licensed: false });

    const error = await failureOf(host.registerLicense(options));

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter });
    if (parameter === 'token' && options.token) expect(error.message).not.toContain(options.token);
    expect(cml.requests).toEqual([]);
  });
});
