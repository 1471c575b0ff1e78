import { FitnessCode, ResourceNotFoundError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, WorkerSimulation } from '../../client/worker-simulation.js';

const OTHER_VPC = 'vpc-0fedcba9876543210';

describe('checkFitness', () => {
  it.each([
    ['c5.2xlarge', undefined, 'none', false],
    ['t3.xlarge', undefined, 'none', false],
    ['m5zn.metal', undefined, 'bare-metal', true],
    ['m5zn.metal', false, 'bare-metal', true],
    ['c8i.4xlarge', undefined, 'nested', true],
    ['c8i.4xlarge', true, 'nested', true],
    ['c8i.4xlarge', false, 'nested', false],
  ] as const)('of %s (nested: %s) finds %s virtualisation', async (type, nested, virtualization, capable) => {
    const { client } = new WorkerSimulation();

    const report = await client.checkFitness({ instanceType: type, nestedVirtualization: nested });

    expect(report).toMatchObject({
      region: 'us-east-1',
      instanceType: type,
      virtualization,
      cmlCapable: capable,
      launchable: true,
    });
    expect(report.findings.map(({ code, severity }) => [code, severity])).toEqual(
      capable ? [] : [[FitnessCode.NO_HARDWARE_VIRTUALIZATION, 'warning']],
    );
  });

  it('finds security groups of another VPC than the subnet', async () => {
    const { aws, client } = new WorkerSimulation();
    const subnetId = aws.putSubnet({ availabilityZone: 'us-east-1b' });
    const own = aws.putSecurityGroup({});
    const foreign = aws.putSecurityGroup({ vpcId: OTHER_VPC });
    const question = { instanceType: 'm5.metal', subnetId };

    const good = await client.checkFitness({ ...question, securityGroupIds: [own] });
    const bad = await client.checkFitness({ ...question, securityGroupIds: [own, foreign] });

    expect(good).toMatchObject({ launchable: true, findings: [], availabilityZone: 'us-east-1b' });
    expect(bad).toMatchObject({ launchable: false, vpcId: good.vpcId });
    expect(bad.findings).toMatchObject([
      { code: 'VPC_MISMATCH', severity: 'error', parameter: 'securityGroupIds' },
    ]);
    expect(bad.findings[0]?.message).toContain(foreign);
    expect(bad.findings[0]?.message).toContain(OTHER_VPC);
  });

  it("finds a type that the subnet's zone, a zone, or the region does not offer", async () => {
    const { aws, client } = new WorkerSimulation();
    const subnetId = aws.putSubnet({ availabilityZone: 'us-east-1b' });
    aws.setOffering({ instanceType: 'm5.metal', availabilityZones: ['us-east-1a'] });
    aws.setOffering({ instanceType: 'r5.metal', availabilityZones: ['us-east-1a'] });
    const ask = (more: object) => client.checkFitness({ instanceType: 'm5.metal', ...more });

    const [inSubnet, inZone, elsewhere, anywhere] = [
      await ask({ subnetId }),
      await ask({ availabilityZone: 'us-east-1c' }),
      await ask({ availabilityZone: 'us-east-1a' }),
      await ask({}),
    ];

    expect([inSubnet, inZone, elsewhere, anywhere].map(({ launchable }) => launchable)).toEqual([
      ...[false, false],
      ...[true, true],
    ]);
    expect(inSubnet.findings).toMatchObject([
      {
        code: 'TYPE_NOT_OFFERED',
        severity: 'error',
        message: 'us-east-1b does not offer m5.metal: take another type, or a subnet in us-east-1a.',
      },
    ]);
  });

  it('reads each thing once, however often it is asked about', async () => {
    const simulation = new WorkerSimulation();
    const { aws, client } = simulation;
    const question = {
      instanceType: 'm5.metal',
      subnetId: aws.putSubnet({ availabilityZone: 'us-east-1b' }),
      securityGroupIds: [aws.putSecurityGroup({})],
    };

    await Promise.all(Array.from({ length: 20 }, () => client.checkFitness(question)));
    await client.checkFitness(question);

    expect(simulation.actions.toSorted()).toEqual([
      'DescribeInstanceTypeOfferings',
      'DescribeInstanceTypes',
      'DescribeSecurityGroups',
      'DescribeSubnets',
    ]);
  });

  it('asks again for the zones of a type after five minutes: AWS extends them', async () => {
    const simulation = new WorkerSimulation();
    const { aws, client } = simulation;
    aws.setOffering({ instanceType: 'm5.metal', availabilityZones: ['us-east-1a'] });
    const question = { instanceType: 'm5.metal', availabilityZone: 'us-east-1b' };
    const before = await client.checkFitness(question);
    aws.setOffering({ instanceType: 'm5.metal', availabilityZones: ['us-east-1a', 'us-east-1b'] });

    await aws.advance(5 * 60_000);

    expect(before.launchable).toBe(false);
    expect((await client.checkFitness(question)).launchable).toBe(true);
  });

  it.each([
    ['DescribeInstanceTypes', 'instanceType', { virtualization: undefined, cmlCapable: undefined }],
    ['DescribeInstanceTypeOfferings', 'instanceType', { virtualization: 'bare-metal' }],
    ['DescribeSubnets', 'subnetId', { vpcId: undefined, availabilityZone: undefined }],
    ['DescribeSecurityGroups', 'securityGroupIds', { cmlCapable: true }],
  ])('says so when %s is not allowed, and asks again a minute later', async (action, parameter, expected) => {
    const simulation = new WorkerSimulation();
    const { aws, client } = simulation;
    aws.fail({ action, code: 'UnauthorizedOperation' });
    const question = {
      instanceType: 'm5.metal',
      subnetId: 'subnet-0123456789abcdef0',
      securityGroupIds: ['sg-0123456789abcdef0'],
    };

    const report = await client.checkFitness(question);
    const soon = await client.checkFitness(question);
    const asked = simulation.actions.filter((each) => each === action);
    await aws.advance(60_000);
    const later = await client.checkFitness(question);

    expect(report).toMatchObject({ ...expected, launchable: true });
    expect(report.findings).toMatchObject([{ code: 'NOT_CHECKED', severity: 'warning', parameter }]);
    expect(report.findings[0]?.message).toContain(`ec2:${action}`);
    expect(soon).toEqual(report);
    expect(asked).toEqual([action]);
    expect(later.findings).toEqual([]);
  });

  it('fails for what does not exist', async () => {
    const { client } = new WorkerSimulation();
    const ask = (more: object) => failure(client.checkFitness({ instanceType: 'm5.metal', ...more }));

    expect(await ask({ subnetId: 'subnet-00000000000000000' })).toBeInstanceOf(ResourceNotFoundError);
    expect(await ask({ instanceType: 'm5.gigantic' })).toMatchObject({
      kind: 'invalid-parameter',
      parameter: 'instanceType',
      operation: 'checkFitness',
    });
  });

  it.each([
    ['instanceType', {}],
    ['instanceType', { instanceType: 'metal' }],
    ['subnetId', { instanceType: 'm5.metal', subnetId: 'labs' }],
    ['availabilityZone', { instanceType: 'm5.metal', availabilityZone: 'b' }],
    ['availabilityZone', { instanceType: 'm5.metal', subnetId: 'subnet-1', availabilityZone: 'us-east-1a' }],
    ['securityGroupIds', { instanceType: 'm5.metal', securityGroupIds: [] }],
    ['question', undefined],
  ])('refuses a question with a wrong %s, and sends nothing', async (parameter, question) => {
    const simulation = new WorkerSimulation();

    const error = await failure(simulation.client.checkFitness(question as never));

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter });
    expect(simulation.actions).toEqual([]);
  });

  it('ends with the signal of its caller', async () => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false });
    simulation.aws.fail({ action: 'DescribeInstanceTypes', code: 'RequestLimitExceeded' });
    const controller = new AbortController();
    const call = failure(
      simulation.client.checkFitness({ instanceType: 'm5.metal' }, { abortSignal: controller.signal }),
    );
    await simulation.aws.advance(0);

    controller.abort();

    expect(await call).toMatchObject({ kind: 'aborted', operation: 'checkFitness' });
  });
});
