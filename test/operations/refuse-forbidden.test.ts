import { describe, expect, it } from 'vitest';
import type { LaunchToComplete } from '../../src/operations/refuse-forbidden.js';
import { apply, FULL, refusal, US } from './settings-fixture.js';

describe('S68 the allowed types, S80 the allowed regions', () => {
  it.each<[string, Partial<LaunchToComplete>, string]>([
    ['the type', { instanceType: 'm5zn.metal' }, 'instanceType'],
    ['the type among the overrides', { overrides: { InstanceType: 'm5zn.metal' } }, 'instanceType'],
    ['the type of a choice', { choices: [{}, { instanceType: 'm5zn.metal' }] }, 'choices.1.instanceType'],
  ])('refuse %s, and name those that there are', (_, input, parameter) => {
    const error = refusal(() => apply(input));

    expect(error).toMatchObject({
      parameter,
      received: 'm5zn.metal',
      operation: 'createInstance',
      region: US,
    });
    expect(error.message).toContain('t3.xlarge, c5.2xlarge, c5.4xlarge');
  });

  it('do not mind a default that no choice falls back on', () => {
    const given = { worker: { ...FULL.worker, allowedInstanceTypes: ['m5zn.metal'] } };

    expect(apply({ choices: [{ instanceType: 'm5zn.metal' }] }, given)).toHaveProperty('choices');
    expect(refusal(() => apply({ choices: [{ instanceType: 'm5zn.metal' }, {}] }, given))).toMatchObject({
      parameter: 'instanceType',
      received: 'c5.2xlarge',
    });
  });

  it('let a launch template do whose every choice names its type', () => {
    const launchTemplate = { name: 'cml-worker' };

    expect(apply({ launchTemplate, choices: [{ instanceType: 't3.xlarge' }] })).toHaveProperty('choices');
  });

  it('guess what was meant', () => {
    expect(refusal(() => apply({ instanceType: 'c5.2xlrage' })).message).toContain(
      'Did you mean "c5.2xlarge"?',
    );
  });

  it('refuse a default that nobody chose, and say what to set', () => {
    const error = refusal(() =>
      apply({}, { worker: { ...FULL.worker, allowedInstanceTypes: ['m5zn.metal'] } }),
    );

    expect(error.message).toContain('c5.2xlarge, the default, is not allowed');
    expect(error.message).toContain('worker.defaultInstanceType');
  });

  it('refuse the region', () => {
    const error = refusal(() => apply({ amiId: 'ami-1' }, FULL, 'eu-central-1'));

    expect(error).toMatchObject({ parameter: 'region', received: 'eu-central-1' });
    expect(error.message).toContain("The settings' aws.allowedRegions are us-east-1, us-west-2, eu-west-1");
  });
});
