import { defineWorkerSettings } from 'ec2-worker-client/settings';
import { describe, expect, it } from 'vitest';
import { applyWorkerSettings } from '../../src/operations/apply-worker-settings.js';
import { apply, EU, FULL, refusal, US } from './settings-fixture.js';

const settings = defineWorkerSettings(FULL);

describe('applyWorkerSettings', () => {
  it('completes a launch that has nothing but a name', () => {
    expect(apply({})).toEqual({
      name: 'worker',
      instanceType: 'c5.2xlarge',
      amiId: 'ami-0123456789abcdef0',
      amiName: 'CML-2.7.0-Ubuntu-22.04',
      subnetId: 'subnet-0123456789abcdef0',
      securityGroupIds: ['sg-0123456789abcdef0'],
      assignPublicIp: true,
      keyName: 'cml-worker-keypair-use1',
      tags: { ManagedBy: 'CML-Cloud-Manager', Environment: 'Production' },
      checkFitness: true,
    });
  });

  it('lets the caller win, part by part', () => {
    const launch = {
      instanceType: 't3.xlarge',
      amiId: 'ami-1',
      amiName: 'mine',
      subnetId: 'subnet-1',
      securityGroupIds: ['sg-1'],
      assignPublicIp: false,
      keyName: 'mine',
      tags: { Environment: 'Test' },
      checkFitness: false,
    };

    expect(apply(launch)).toEqual({
      name: 'worker',
      ...launch,
      tags: { ManagedBy: 'CML-Cloud-Manager', Environment: 'Test' },
    });
  });

  it('keeps the security groups in another subnet, and the subnet with other groups', () => {
    expect(apply({ subnetId: 'subnet-1' })).toMatchObject({ securityGroupIds: ['sg-0123456789abcdef0'] });
    expect(apply({ securityGroupIds: ['sg-1'] })).toMatchObject({ subnetId: 'subnet-0123456789abcdef0' });
  });

  it('names no subnet beside a zone, which EC2 would refuse', () => {
    const zones = [
      { availabilityZone: 'us-east-1b' },
      { overrides: { Placement: { AvailabilityZone: 'us-east-1b' } } },
    ];
    for (const zone of zones) {
      expect(apply(zone)).not.toHaveProperty('subnetId');
      expect(apply(zone)).toMatchObject({ securityGroupIds: ['sg-0123456789abcdef0'] });
    }
  });

  it('gives the name of the image with its id, and not with that of another', () => {
    expect(apply({ amiId: 'ami-0123456789abcdef0' })).toMatchObject({ amiName: 'CML-2.7.0-Ubuntu-22.04' });
    expect(apply({ amiId: 'ami-0987654321fedcba0' })).not.toHaveProperty('amiName');
  });

  it('changes neither the launch nor the settings', () => {
    const launch = Object.freeze({ name: 'worker', tags: Object.freeze({ A: '1' }) });

    applyWorkerSettings(launch, settings, US);

    expect(launch).toEqual({ name: 'worker', tags: { A: '1' } });
    expect(settings).toEqual(defineWorkerSettings(FULL));
  });

  it('leaves a launch as it is without settings, and what is no launch to the check', () => {
    const launch = { name: 'worker' };

    expect(applyWorkerSettings(launch, undefined, EU)).toBe(launch);
    expect(applyWorkerSettings(null as never, settings, EU)).toBeNull();
  });

  it('needs no network and no key pair where no region has one', () => {
    const launch = apply({}, { worker: { ami: FULL.worker.ami } });

    expect(launch).toEqual({
      name: 'worker',
      instanceType: 'c5.2xlarge',
      amiId: 'ami-0123456789abcdef0',
      amiName: 'CML-2.7.0-Ubuntu-22.04',
      checkFitness: true,
    });
  });

  it('never lets a default tag be the name', () => {
    const tags = { ...FULL.worker.defaultTags, Name: 'every-worker' };

    expect(apply({}, { worker: { ...FULL.worker, defaultTags: tags } })).toHaveProperty(
      'tags',
      FULL.worker.defaultTags,
    );
  });
});

describe('what the caller overrides', () => {
  it.each([
    [{ ImageId: 'ami-1' }, 'amiId'],
    [{ InstanceType: 't3.xlarge' as const }, 'instanceType'],
    [{ KeyName: 'mine' }, 'keyName'],
    [{ SubnetId: 'subnet-1' }, 'subnetId'],
    [{ SecurityGroupIds: ['sg-1'] }, 'securityGroupIds'],
    [{ NetworkInterfaces: [{ DeviceIndex: 0 }] }, 'subnetId'],
    [{ NetworkInterfaces: [{ DeviceIndex: 0 }] }, 'assignPublicIp'],
    // EC2 refuses a subnet beside the network interface that a public address is asked for on.
    [{ SubnetId: 'subnet-1' }, 'assignPublicIp'],
  ])('%j is not filled in: no %s', (overrides, part) => {
    expect(apply({ overrides })).not.toHaveProperty(part);
  });
});

describe('a launch template', () => {
  const launchTemplate = { id: 'lt-0123456789abcdef0' };

  it('comes before the settings: they add tags only', () => {
    expect(apply({ launchTemplate, instanceType: 'c5.2xlarge' })).toEqual({
      name: 'worker',
      launchTemplate,
      instanceType: 'c5.2xlarge',
      tags: FULL.worker.defaultTags,
      checkFitness: true,
    });
  });

  it('needs the type beside it, since its own cannot be checked', () => {
    for (const input of [
      { launchTemplate },
      { overrides: { LaunchTemplate: { LaunchTemplateId: 'lt-1' } } },
    ]) {
      const error = refusal(() => apply(input));

      expect(error.parameter).toBe('instanceType');
      expect(error.message).toContain('must be named, since that of a launch template cannot be checked');
    }
  });
});

describe('a region without an entry', () => {
  it.each([
    ['worker.ami', 'amiId', {}],
    ['worker.network', 'subnetId', { amiId: 'ami-1' }],
    ['worker.keyPairs', 'keyName', { amiId: 'ami-1', subnetId: 'subnet-1' }],
  ])('is told with the entry that is missing: %s', (path, parameter, input) => {
    const error = refusal(() => apply(input, FULL, EU));

    expect(error).toMatchObject({ parameter, region: EU });
    expect(error.message).toBe(
      `createInstance: ${parameter} is not given, and the settings have no ${path}.${EU}, but have it for ${US}. ` +
        `Add it, or give ${parameter}.`,
    );
  });

  it('needs no network there for choices that each name a place', () => {
    const named = { amiId: 'ami-1', keyName: 'mine' };
    const choices = [{ subnetId: 'subnet-1' }, { availabilityZone: 'eu-west-1b' }];

    expect(apply({ ...named, choices }, FULL, EU)).toMatchObject({ choices });
    expect(refusal(() => apply({ ...named, choices: [...choices, {}] }, FULL, EU))).toMatchObject({
      parameter: 'subnetId',
    });
  });

  it('is told of the image even if no region has one', () => {
    expect(refusal(() => apply({}, {})).message).toContain('the settings have no worker.ami.us-east-1');
  });

  it('is not mistaken for a property that every object has', () => {
    const error = refusal(() =>
      applyWorkerSettings(
        { name: 'x' },
        { ...settings, aws: { ...settings.aws, allowedRegions: ['constructor'] } },
        'constructor',
      ),
    );

    expect(error.message).toContain('worker.ami.constructor');
  });
});
