import { SimulatedAws, SimulatedCmlHost, type SimulatedPower } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { WorkerSimulation } from '../../client/worker-simulation.js';
import { setServiceStage } from '../../fleet/service-stage.js';

describe('a simulated CML host on a simulated instance', () => {
  it('is off, boots, works, restarts and stops with it', async () => {
    const { client, worker, cml, clock, host } = await setServiceStage();
    const phases: string[] = [];
    const look = async (when: string): Promise<void> => {
      phases.push(`${when}: ${(await host.probe({ authenticated: false })).phase}`);
    };

    await look('launched');
    await client.waitUntilRunning(worker);
    await look('running');
    await clock.sleep(60_000);
    await look('a minute later');
    await clock.sleep(30_000);
    await look('and a half');
    await clock.sleep(60_000);
    await look('two minutes later');
    await client.rebootInstance(worker);
    await look('rebooted');
    await clock.sleep(120_000);
    await look('booted again');
    await client.stopInstance(worker);
    await look('stopping');

    expect(phases).toEqual([
      'launched: unreachable',
      'running: unreachable',
      'a minute later: starting',
      'and a half: not-ready',
      'two minutes later: ready',
      'rebooted: unreachable',
      'booted again: ready',
      'stopping: unreachable',
    ]);
    expect(cml.phase).toBe('refuse');
  });

  it('has the address that EC2 shows, another after each start', async () => {
    const { client, worker, cml } = await setServiceStage();
    const first = await client.waitUntilRunning(worker);
    const before = cml.address;
    await client.stopInstance(worker);
    await client.waitUntilStopped(worker);
    await client.startInstance(worker);
    const second = await client.waitUntilRunning(worker);

    expect(first.publicIp).toBe(before);
    expect(second.publicIp).toBe(cml.address);
    expect(second.publicIp !== first.publicIp).toBe(process.platform === 'linux');
  });

  it('loses what runs in its labs with its power, and keeps its licence', async () => {
    const { client, worker, cml, host } = await setServiceStage({ boot: [{ phase: 'ready' }] });
    await client.waitUntilRunning(worker);
    cml.putLab({ state: 'STARTED' });
    await host.labs();

    await client.rebootInstance(worker);

    expect(await host.labs()).toMatchObject({ total: 1, active: 0 });
    expect(await host.license()).toMatchObject({ valid: true });
    expect(cml.requests.filter(({ path }) => path === '/auth_extended')).toHaveLength(2);
  });

  it('goes when AWS takes the instance away', async () => {
    const { client, worker, aws, host } = await setServiceStage({ boot: [{ phase: 'ready' }] });
    await client.waitUntilRunning(worker);
    const before = (await host.probe()).phase;
    aws.terminateInstance(worker.instanceId, { code: 'Server.InternalError' });

    expect([before, (await host.probe()).phase]).toEqual(['ready', 'unreachable']);
  });

  it('can be told otherwise for a while', async () => {
    const { client, worker, cml, host } = await setServiceStage({ boot: [{ phase: 'ready' }] });
    await client.waitUntilRunning(worker);
    await cml.setPhase('503');
    const told = (await host.probe()).phase;
    await cml.setPhase('boot');

    expect([told, (await host.probe()).phase]).toEqual(['starting', 'ready']);
  });

  it('goes by the clock of the AWS, and refuses another', async () => {
    const aws = new SimulatedAws();
    await using cml = await SimulatedCmlHost.start({ clock: aws.clock });
    await using stranger = await SimulatedCmlHost.start();

    expect(() => aws.attachHost('i-0123456789abcdef0', cml)).toThrow(/no instance/);
    expect(() => {
      stranger.plugIn({
        clock: aws.clock,
        lastBoot: () => undefined,
        nextChangeAt: () => undefined,
        address: () => undefined,
      });
    }).toThrow(/clock of the simulated AWS/);
  });
});

describe('a machine of another kind', () => {
  it('is told of every boot of its instance, the first of which is number 1', async () => {
    const simulation = new WorkerSimulation();
    const { aws, client } = simulation;
    const worker = await simulation.launch();
    const powers: SimulatedPower[] = [];
    aws.attachHost(worker.instanceId, {
      nextAddress: () => '127.0.0.1',
      plugIn: (power) => powers.push(power),
      powerChanged: () => undefined,
    });
    const boots: (number | undefined)[] = [];
    const look = () => boots.push(powers[0]?.lastBoot()?.number);

    look();
    await client.waitUntilRunning(worker);
    look();
    await client.rebootInstance(worker);
    look();
    await client.stopInstance(worker);
    await client.waitUntilStopped(worker);
    look();
    await client.startInstance(worker);
    await client.waitUntilRunning(worker);
    look();

    expect(boots).toEqual([undefined, 1, 2, undefined, 3]);
  });
});
