import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ec2WorkerClient, InvalidParameterError } from 'ec2-worker-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failure, STRANGER, WorkerSimulation } from './worker-simulation.js';

let directory: string;

/** Makes the profiles that the SDK reads; the default one has the region `eu-north-1`. */
function configure(defaultRegion: string | null = 'eu-north-1'): void {
  const file = join(directory, 'config');
  const region = defaultRegion === null ? '' : `region = ${defaultRegion}\n`;
  writeFileSync(file, `[default]\n${region}[profile labs]\nregion = ap-south-1\n`);
  vi.stubEnv('AWS_CONFIG_FILE', file);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(directory, 'none'));
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ec2-worker-client-'));
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) vi.stubEnv(name, undefined);
  configure(null);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});

/** The regions that AWS was asked in. */
const regionsOf = ({ aws }: WorkerSimulation) => aws.requests.map(({ region }) => region);

describe('the region of a call', () => {
  it("is the call's, else the worker's, else the client's", async () => {
    const simulation = new WorkerSimulation({ region: 'us-west-2' });
    const { client } = simulation;
    const worker = { instanceId: STRANGER, region: 'eu-west-1' };

    await client.findInstance(worker, { region: 'eu-central-1' });
    await client.findInstance(worker);
    await client.findInstance({ instanceId: STRANGER });
    await client.findInstance(STRANGER);
    await client.listInstances({}, { region: 'sa-east-1' });

    expect(regionsOf(simulation)).toEqual([
      'eu-central-1',
      'eu-west-1',
      'us-west-2',
      'us-west-2',
      'sa-east-1',
    ]);
  });

  it('is that of AWS_REGION when nobody names one, over that of the profile', async () => {
    configure();
    vi.stubEnv('AWS_REGION', 'ca-central-1');
    const simulation = new WorkerSimulation({ region: undefined });

    await simulation.client.listInstances();

    expect(regionsOf(simulation)).toEqual(['ca-central-1']);
    expect(simulation.client.region).toBe('ca-central-1');
  });

  it('is that of the profile at last, which is read once, on the first use', async () => {
    configure();
    const simulation = new WorkerSimulation({ region: undefined });

    await Promise.all([simulation.client.listInstances(), simulation.client.listInstances()]);

    expect(regionsOf(simulation)).toEqual(['eu-north-1', 'eu-north-1']);
    expect(simulation.client.region).toBeUndefined();
    await expect(simulation.client.resolveRegion()).resolves.toBe('eu-north-1');
  });

  it('is that of the profile that the client is told to use', async () => {
    configure();
    const client = new Ec2WorkerClient({ profile: 'labs' });

    await expect(client.resolveRegion()).resolves.toBe('ap-south-1');
  });

  it('is told by every worker, so that a worker can be handed back', async () => {
    const simulation = new WorkerSimulation({ region: 'us-west-2' });
    const worker = await simulation.client.createInstance(
      { name: 'w', amiId: 'ami-0123456789abcdef0', instanceType: 'c5.large' },
      { region: 'eu-west-1' },
    );

    await simulation.client.getTags(worker);

    expect(worker.region).toBe('eu-west-1');
    expect(regionsOf(simulation)).toEqual(['eu-west-1', 'eu-west-1']);
  });

  it('is missing if it is nowhere; the error says where to put it', async () => {
    const simulation = new WorkerSimulation({ region: undefined });

    const error = await failure(simulation.client.listInstances());

    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error).toMatchObject({ parameter: 'region', operation: 'listInstances' });
    expect(error.message).toContain('AWS_REGION');
    expect(simulation.actions).toEqual([]);
  });

  it('is looked for again after the configuration was mended', async () => {
    const client = new Ec2WorkerClient({});
    await expect(client.resolveRegion()).rejects.toBeInstanceOf(InvalidParameterError);

    vi.stubEnv('AWS_CONFIG_FILE', join(directory, 'mended'));
    writeFileSync(join(directory, 'mended'), '[default]\nregion = eu-north-1\n');

    await expect(client.resolveRegion()).resolves.toBe('eu-north-1');
  });
});

describe('a region that is none', () => {
  const WRONG = [
    '',
    'us-east',
    'US-EAST-1',
    'us-east-1a',
    'us-east-1.example.com',
    'us-east-1/',
    7,
    null,
    {},
  ];

  it.each(WRONG)('is refused as an option: %j', (region) => {
    expect(() => new Ec2WorkerClient({ region: region as string })).toThrow(InvalidParameterError);
  });

  it.each(WRONG)('is refused in a call and in a worker: %j', async (region) => {
    const simulation = new WorkerSimulation();
    const { client } = simulation;
    const wrong = region as string;

    for (const call of [
      client.listInstances({}, { region: wrong }),
      client.getTags(STRANGER, { region: wrong }),
      client.getTags({ instanceId: STRANGER, region: wrong }),
      client.ec2(wrong),
    ]) {
      const error = await failure(call);
      expect(error).toBeInstanceOf(InvalidParameterError);
      expect(error.message).toMatch(/region must be an AWS region such as us-east-1, got/);
    }
    expect(simulation.actions).toEqual([]);
  });

  it('is refused in AWS_REGION', async () => {
    vi.stubEnv('AWS_REGION', 'nowhere');
    const simulation = new WorkerSimulation({ region: undefined });

    const error = await failure(simulation.client.listInstances());

    expect(error.message).toContain('region must be an AWS region such as us-east-1, got "nowhere"');
  });

  it('is refused in a profile', async () => {
    configure('nowhere');
    const simulation = new WorkerSimulation({ region: undefined });

    const error = await failure(simulation.client.listInstances());

    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error.message).toContain('"nowhere"');
    expect(simulation.actions).toEqual([]);
  });
});
