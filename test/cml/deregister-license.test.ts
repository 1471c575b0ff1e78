import { IncorrectStateError, WaitTimeoutError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failureOf, setCmlStage } from './cml-stage.js';

const DEREGISTER = 'DELETE /licensing/deregistration';
const LABS = [{ state: 'STARTED' }, { state: 'STARTED' }, { state: 'STOPPED' }] as const;

describe('deregisterLicense', () => {
  it.each(['204', '200-body'] as const)('gives the licence back (%s)', async (mutationStyle) => {
    const { host } = await setCmlStage({ mutationStyle });

    expect(await host.deregisterLicense()).toEqual({ outcome: 'deregistered', stoppedLabs: 0 });
    expect(await host.license()).toMatchObject({ registered: false });
  });

  it('tells that Cisco was not told', async () => {
    const { host } = await setCmlStage({ deregistration: 'local-only' });

    expect(await host.deregisterLicense()).toMatchObject({ outcome: 'local-only' });
  });

  it('sends nothing where there is nothing to give back', async () => {
    const { host, cml } = await setCmlStage({ licensed: false });

    expect(await host.deregisterLicense()).toEqual({ outcome: 'already', stoppedLabs: 0 });
    expect(cml.requests.map(({ method }) => method)).not.toContain('DELETE');
  });

  it('tells a refusal because nodes run from one because it was done, by looking and not by wording', async () => {
    const running = await setCmlStage({ labs: [...LABS] });
    const body = { code: 400, description: 'In words that nobody has seen before.' };
    running.cml.fail({ path: '/licensing/deregistration', status: 400, body });
    const error = await failureOf(running.host.deregisterLicense());

    const done = await setCmlStage();
    const states = ['COMPLETED', 'NOT_REGISTERED'].map((status) => ({ registration: { status } }));
    for (const state of states) done.cml.fail({ path: '/licensing', status: 200, body: state });
    done.cml.fail({ path: '/licensing/deregistration', status: 400, body });
    const outcome = await done.host.deregisterLicense();

    expect(error).toBeInstanceOf(IncorrectStateError);
    expect(error).toMatchObject({ code: 'NODES_RUNNING', httpStatus: 400 });
    expect(error.message).toMatch(/2 labs are active.*stopLabs: true/);
    expect(outcome).toEqual({ outcome: 'already', stoppedLabs: 0 });
  });

  it('passes on a refusal that neither explains', async () => {
    const { host, cml } = await setCmlStage();
    cml.fail({ path: '/licensing/deregistration', status: 400, body: { description: 'No.' } });

    const error = await failureOf(host.deregisterLicense());

    expect(error).toMatchObject({ kind: 'invalid-parameter', code: 'BAD_REQUEST' });
    expect(error.message).toMatch(/it says "No\."/);
  });

  it('stops the labs first where it is told to', async () => {
    const { host, cml } = await setCmlStage({ labs: [...LABS] });

    expect(await host.deregisterLicense({ stopLabs: true })).toEqual({
      outcome: 'deregistered',
      stoppedLabs: 2,
    });
    const sent = cml.requests.map(({ method, path }) => `${method} ${path}`);
    expect(sent.filter((call) => /^PUT .*\/stop$/.test(call))).toHaveLength(2);
    expect(sent.findLastIndex((call) => call.startsWith('PUT'))).toBeLessThan(sent.indexOf(DEREGISTER));
    expect(await host.labs()).toMatchObject({ total: 3, active: 0 });
  });

  it('waits until the labs have stopped, and takes one that is gone for stopped', async () => {
    const { host, cml, clock } = await setCmlStage();
    const [slow, gone] = [cml.putLab({ state: 'STARTED' }), cml.putLab({ state: 'STARTED' })];
    cml.fail({ method: 'PUT', path: `/labs/${slow}/stop`, status: 202 });
    cml.fail({ method: 'PUT', path: `/labs/${gone}/stop`, status: 404 });
    void clock.sleepInBackground(20_000).then(() => {
      cml.putLab({ id: slow, state: 'STOPPED' });
      cml.removeLab(gone);
    });

    expect(await host.deregisterLicense({ stopLabs: true })).toMatchObject({
      outcome: 'deregistered',
      stoppedLabs: 2,
    });
  });

  it('never takes a time that was up for success', async () => {
    const stage = await setCmlStage({ deregistration: 'hang' }, { deregisterTimeoutMs: 200 });

    const error = await failureOf(stage.host.deregisterLicense({ maxWaitTime: 60 }));

    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(error.message).toMatch(/registration COMPLETED.*may be carried out yet.*counts as used until/);
    expect(stage.cml.requests.filter(({ path }) => path === '/licensing/deregistration')).toHaveLength(1);
  });

  it('believes the licence where the answer was lost, but not that Cisco was told', async () => {
    const { host, cml } = await setCmlStage();
    cml.fail({ path: '/licensing/deregistration', effect: 'lost-reply' });

    expect(await host.deregisterLicense()).toMatchObject({ outcome: 'local-only' });
    expect(cml.requests.filter(({ path }) => path === '/licensing/deregistration')).toHaveLength(1);
  });

  it('waits for a host that goes away with its answer, until it can tell what became of it', async () => {
    const { host, cml } = await setCmlStage();
    await host.license();
    cml.fail({ path: '/licensing', status: 200, body: { registration: { status: 'COMPLETED' } } });
    cml.fail({ path: '/licensing/deregistration', effect: 'lost-reply' });
    cml.fail({ path: '/licensing', status: 502, times: 7 });

    expect(await host.deregisterLicense()).toMatchObject({ outcome: 'local-only' });
    expect(cml.requests.filter(({ path }) => path === '/licensing/deregistration')).toHaveLength(1);
  });

  it('does not know what became of it where the host stays away with its answer', async () => {
    const { host, cml } = await setCmlStage();
    await host.license();
    cml.fail({ path: '/licensing', status: 200, body: { registration: { status: 'COMPLETED' } } });
    cml.fail({ path: '/licensing/deregistration', effect: 'lost-reply' });
    cml.fail({ path: '/licensing', status: 502, times: 999 });

    const error = await failureOf(host.deregisterLicense());

    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(error.message).toMatch(/could not be asked.*answer to the request was lost.*counts as used until/);
  });

  it('believes the answer where the host is gone afterwards', async () => {
    const { host, cml } = await setCmlStage();
    await host.license();
    cml.fail({ path: '/licensing', status: 200, body: { registration: { status: 'COMPLETED' } } });
    cml.fail({ path: '/licensing', effect: 'reset', times: 9 });

    expect(await host.deregisterLicense()).toMatchObject({ outcome: 'deregistered' });
  });

  it('says so while another change is under way', async () => {
    const { host } = await setCmlStage({ deregistration: 'conflict' });

    expect(await failureOf(host.deregisterLicense())).toMatchObject({ kind: 'conflict', retryable: true });
  });

  it('refuses a time of nothing', async () => {
    const { host, cml } = await setCmlStage();

    expect(await failureOf(host.deregisterLicense({ maxWaitTime: -1 }))).toMatchObject({
      parameter: 'maxWaitTime',
    });
    expect(cml.requests).toEqual([]);
  });
});
