import { type CreateInstancesInput, type Logger, launchChoices, UnsupportedError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH, WorkerSimulation } from '../../client/worker-simulation.js';

const INPUT: CreateInstancesInput = { ...LAUNCH, count: 1, checkFitness: true };

/** A simulation whose client warns into a list. */
function prepare() {
  const warnings: unknown[] = [];
  const nothing = (): void => undefined;
  const logger: Logger = {
    debug: nothing,
    info: nothing,
    warn: (...content) => warnings.push(content),
    error: nothing,
  };
  const simulation = new WorkerSimulation({ logger });
  return { simulation, warnings };
}

/** What the requests to launch asked of the processor. */
const cpuOptionsOf = ({ aws }: WorkerSimulation): unknown[] =>
  aws.requests
    .filter(({ action }) => action === 'RunInstances')
    .map(({ parameters }) => parameters['CpuOptions']);

describe('a launch with checkFitness', () => {
  it('warns with a code, by the logger and in the result, where CML cannot run, and launches', async () => {
    const { simulation, warnings } = prepare();

    const result = await simulation.client.createInstances(INPUT);
    await simulation.client.createInstance(INPUT);

    expect(result.complete).toBe(true);
    expect(result.warnings).toMatchObject([
      { code: 'NO_HARDWARE_VIRTUALIZATION', severity: 'warning', parameter: 'instanceType' },
    ]);
    const [finding] = result.warnings;
    expect(finding?.message).toMatch(/^c5\.2xlarge has no hardware virtualization/);
    expect(warnings).toEqual(
      ['createInstances', 'createInstance'].map((operation) => [
        finding?.message,
        { operation, region: 'us-east-1', code: 'NO_HARDWARE_VIRTUALIZATION', parameter: 'instanceType' },
      ]),
    );
  });

  it.each([
    ['switches nested virtualisation on where the type has it', 'm8i.4xlarge', undefined, 'enabled', 0],
    ['leaves bare metal as it is', 'm5zn.metal', undefined, undefined, 0],
    ['leaves it off where that is wanted, and warns', 'm8i.4xlarge', false, undefined, 1],
  ])('%s', async (_, instanceType, nestedVirtualization, sent, warned) => {
    const { simulation } = prepare();

    const result = await simulation.client.createInstances({ ...INPUT, instanceType, nestedVirtualization });

    expect(cpuOptionsOf(simulation)).toEqual([sent && { NestedVirtualization: sent }]);
    expect(result.warnings).toHaveLength(warned);
  });

  it('switches it on for each choice by its own type', async () => {
    const { simulation } = prepare();
    simulation.aws.setCapacity({ instanceType: 'm8i.4xlarge', instances: 0 });
    const choices = launchChoices({ instanceTypes: ['m8i.4xlarge', 'c5.metal'] });

    await simulation.client.createInstances({ ...INPUT, choices });

    expect(cpuOptionsOf(simulation)).toEqual([{ NestedVirtualization: 'enabled' }, undefined]);
  });

  it('leaves out the choices that their zone does not offer', async () => {
    const { simulation } = prepare();
    const { aws, client } = simulation;
    const subnetIds = ['us-east-1a', 'us-east-1b'].map((availabilityZone) =>
      aws.putSubnet({ availabilityZone }),
    );
    aws.setOffering({ instanceType: 'c5.metal', availabilityZones: ['us-east-1b'] });
    const choices = launchChoices({ instanceTypes: ['c5.metal'], subnetIds });

    const result = await client.createInstances({ ...INPUT, choices });

    expect(result).toMatchObject({ complete: true, attempts: [{ subnetId: subnetIds[1] }] });
    expect(result.warnings).toMatchObject([{ code: 'TYPE_NOT_OFFERED' }]);
  });

  it('learns the zones of the subnets, and does not ask a dry zone twice', async () => {
    const { simulation } = prepare();
    const { aws, client } = simulation;
    const subnetIds = ['us-east-1a', 'us-east-1a', 'us-east-1b'].map((availabilityZone) =>
      aws.putSubnet({ availabilityZone }),
    );
    aws.setCapacity({ availabilityZone: 'us-east-1a', instances: 0 });
    const choices = launchChoices({ instanceTypes: ['c5.metal'], subnetIds });

    const { attempts } = await client.createInstances({ ...INPUT, choices });

    expect(attempts.map(({ subnetId }) => subnetId)).toEqual([subnetIds[0], subnetIds[2]]);
  });

  it('launches nothing where no choice is offered', async () => {
    const { simulation } = prepare();
    const { aws, client } = simulation;
    aws.setOffering({ instanceType: 'c5.metal', availabilityZones: ['us-east-1b'] });
    const input = { ...INPUT, instanceType: 'c5.metal', availabilityZone: 'us-east-1a' };

    const error = await failure(client.createInstances(input));

    expect(error).toBeInstanceOf(UnsupportedError);
    expect(error).toMatchObject({ operation: 'createInstances', fallbackScope: 'zone' });
    expect(error.message).toContain('us-east-1a does not offer c5.metal');
    expect(simulation.actions).not.toContain('RunInstances');
  });

  it('launches nothing into groups of another VPC', async () => {
    const { simulation } = prepare();
    const { aws, client } = simulation;
    const foreign = aws.putSecurityGroup({ vpcId: 'vpc-0fedcba9876543210' });
    const subnetId = aws.putSubnet({ availabilityZone: 'us-east-1a' });

    const error = await failure(client.createInstance({ ...INPUT, subnetId, securityGroupIds: [foreign] }));

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter: 'securityGroupIds' });
    expect(simulation.actions).not.toContain('RunInstances');
  });

  it('launches without what it may not read, and warns of that', async () => {
    const { simulation } = prepare();
    simulation.aws.fail({ action: 'DescribeInstanceTypes', code: 'UnauthorizedOperation' });

    const result = await simulation.client.createInstances(INPUT);

    expect(result).toMatchObject({ complete: true, warnings: [{ code: 'NOT_CHECKED' }] });
  });

  it('looks at the overrides, which are what will be launched', async () => {
    const { simulation } = prepare();
    const overrides = { InstanceType: 'm5.metal' } as const;

    const result = await simulation.client.createInstances({ ...INPUT, overrides });

    expect(result.warnings).toEqual([]);
    expect(result.instances[0]?.instanceType).toBe('m5.metal');
  });
});

describe('a launch without checkFitness', () => {
  it('reads nothing, and says nothing', async () => {
    const { simulation, warnings } = prepare();

    const result = await simulation.client.createInstances({ ...INPUT, checkFitness: undefined });

    expect(result.warnings).toEqual([]);
    expect(warnings).toEqual([]);
    expect(simulation.actions).toEqual(['RunInstances']);
  });
});
