import { describe, expect, it } from 'vitest';
import { failureOf, setCmlStage } from './cml-stage.js';

describe('license', () => {
  it('reads a good licence, with its times in UTC', async () => {
    const { host, cml } = await setCmlStage();
    cml.fail({
      path: '/licensing',
      status: 200,
      body: {
        registration: {
          status: 'COMPLETED',
          smart_account: 'Example',
          virtual_account: 'Labs',
          expires: '2027-01-10 09:00:05',
          register_time: { attempted: '2026-01-10 09:00:05', failure: 'OK', success: 'SUCCESS' },
        },
        authorization: {
          status: 'IN_COMPLIANCE',
          expires: '2026-04-10 09:00:05',
          renew_time: { attempted: '2026-02-10 09:00:05' },
        },
        reservation_mode: false,
        product_license: { active: 'CML_Personal', is_enterprise: false },
        udi: { product_uuid: '11111111-2222-4333-8444-555555555555' },
      },
    });

    expect(await host.license()).toEqual({
      valid: true,
      registered: true,
      registration: 'COMPLETED',
      authorization: 'IN_COMPLIANCE',
      failure: undefined,
      registrationAttemptedAt: new Date('2026-01-10T09:00:05Z'),
      registrationExpiresAt: new Date('2027-01-10T09:00:05Z'),
      authorizationAttemptedAt: new Date('2026-02-10T09:00:05Z'),
      authorizationExpiresAt: new Date('2026-04-10T09:00:05Z'),
      productLicense: 'CML_Personal',
      enterprise: false,
      smartAccount: 'Example',
      virtualAccount: 'Labs',
      reservation: false,
      productUuid: '11111111-2222-4333-8444-555555555555',
    });
  });

  it.each([
    ['NOT_REGISTERED', 'EVAL', false, false, false],
    ['FAILED', 'EVAL', false, false, false],
    ['COMPLETED', 'OUT_OF_COMPLIANCE', false, true, false],
    ['COMPLETED', 'EVAL', false, true, false],
    ['RETRY_IN_PROGRESS', 'EVAL', false, undefined, false],
    ['SOMETHING_NEW', 'IN_COMPLIANCE', false, undefined, false],
    ['NOT_REGISTERED', 'NOT_AUTHORIZED', true, true, false],
    ['COMPLETED', 'IN_COMPLIANCE', false, true, true],
  ])(
    'finds %s and %s (reservation: %s) to be registered: %s, valid: %s',
    async (status, authorization, reservation, registered, valid) => {
      const { host, cml } = await setCmlStage();
      const body = {
        registration: { status },
        authorization: { status: authorization },
        reservation_mode: reservation,
      };
      cml.fail({ path: '/licensing', status: 200, body });

      expect(await host.license()).toMatchObject({ registered, valid });
    },
  );

  it('never takes an empty answer for no licence', async () => {
    const { host, cml } = await setCmlStage();
    cml.fail({ path: '/licensing', status: 200, body: {} });

    expect(await host.license()).toMatchObject({ valid: false, registered: undefined });
  });

  it('is for admins only', async () => {
    const { host } = await setCmlStage({ users: [{ username: 'a', password: 'b', admin: false }] });

    const error = await failureOf(host.license());

    expect(error).toMatchObject({ kind: 'permission-denied', code: 'NO_PERMISSION', httpStatus: 403 });
    expect(error.message).toMatch(/needs to be an admin/);
  });

  it('logs in again when its token is not taken any more', async () => {
    const { host, cml } = await setCmlStage();
    await host.license();
    cml.revokeTokens();

    expect(await host.license()).toMatchObject({ valid: true });
  });
});
