import type { CreateInstancesInput } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH, WorkerSimulation } from '../../client/worker-simulation.js';

const INPUT: CreateInstancesInput = { ...LAUNCH, count: 2 };

describe('createInstances', () => {
  it.each<[string, object | undefined]>([
    ['input', undefined],
    ['count', { count: 0 }],
    ['count', { count: 1.5 }],
    ['count', { count: '2' }],
    ['count', { count: undefined }],
    ['minCount', { minCount: 3 }],
    ['minCount', { minCount: -1 }],
    ['launchKey', { launchKey: '' }],
    ['launchKey', { launchKey: 7 }],
    ['launchKey', { launchKey: 'x'.repeat(257) }],
    ['clientToken', { launchKey: 'lab-7', clientToken: 'token-1' }],
    ['rollback', { rollback: 'yes' }],
    ['rollback', { rollback: true, market: { spot: { interruption: 'stop' } } }],
    ['rollback', { rollback: true, choices: [{ market: { spot: { interruption: 'hibernate' } } }] }],
    ['overrides.TagSpecifications', { launchKey: 'lab-7', overrides: { TagSpecifications: [] } }],
    ['choices', { choices: [] }],
    ['choices', { choices: 'c5.metal' }],
    ['choices.0', { choices: ['c5.metal'] }],
    ['choices.1.instanceType', { choices: [{}, { instanceType: 'metal' }] }],
    ['choices.0.type', { choices: [{ type: 'c5.metal' }] }],
    ['choices.0.subnetId', { choices: [{ subnetId: 'labs' }] }],
    ['choices.0.availabilityZone', { choices: [{ availabilityZone: 'b' }] }],
    ['choices.0.market', { choices: [{ market: 'cheap' }] }],
    ['choices.0.market.spot.interruption', { choices: [{ market: { spot: { interruption: 'no' } } }] }],
    ['availabilityZone', { choices: [{ subnetId: 'subnet-1', availabilityZone: 'us-east-1a' }] }],
    ['instanceType', { instanceType: undefined, choices: [{ instanceType: 'c5.metal' }, {}] }],
    ['checkFitness', { checkFitness: 1 }],
    ['overrides.MinCount', { overrides: { MinCount: 1 } }],
    ['overrides.MaxCount', { overrides: { MaxCount: 1 } }],
    ['overrides.ClientToken', { overrides: { ClientToken: 'token-1' } }],
    [
      'overrides.InstanceType',
      { overrides: { InstanceType: 'm5.metal' }, choices: [{ instanceType: 'c5.metal' }] },
    ],
    [
      'overrides.NetworkInterfaces',
      { overrides: { NetworkInterfaces: [] }, choices: [{ subnetId: 'subnet-1' }] },
    ],
    ['overrides.Placement', { overrides: { Placement: {} }, choices: [{ availabilityZone: 'us-east-1a' }] }],
    [
      'overrides.InstanceMarketOptions',
      { overrides: { InstanceMarketOptions: {} }, choices: [{ market: 'spot' }] },
    ],
    ['name', { name: '' }],
    [
      'tags',
      { launchKey: 'lab-7', tags: Object.fromEntries(Array.from({ length: 49 }, (_, i) => [`${i}`, ''])) },
    ],
  ])('refuses a wrong %s, and sends nothing', async (parameter, more) => {
    const simulation = new WorkerSimulation();
    const input = more === undefined ? undefined : { ...INPUT, ...more };

    const error = await failure(simulation.client.createInstances(input as never));

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter, operation: 'createInstances' });
    expect(simulation.actions).toEqual([]);
  });

  it('takes choices that each complete the input in their own way', async () => {
    const { client } = new WorkerSimulation();

    const result = await client.createInstances({
      ...INPUT,
      instanceType: undefined,
      overrides: { EbsOptimized: true, Placement: { Tenancy: 'default' } },
      choices: [{ instanceType: 'c5.metal' }, { instanceType: 'm5.metal', market: { spot: {} } }],
    });

    expect(result.complete).toBe(true);
  });

  it('is not changed by what its caller does to the input afterwards', async () => {
    const { client } = new WorkerSimulation();
    const tags: Record<string, string> = { Team: 'labs' };
    const launch = client.createInstances({ ...INPUT, rootVolume: { sizeGiB: 100 }, tags });

    tags['Team'] = 'others';

    expect((await launch).instances.map((worker) => worker.tags['Team'])).toEqual(['labs', 'labs']);
  });
});
