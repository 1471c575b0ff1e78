import { InvalidParameterError, PermissionDeniedError } from 'ec2-worker-client';
import { defineWorkerSettings } from 'ec2-worker-client/settings';
import { describe, expect, it } from 'vitest';
import { failure, WorkerSimulation } from './worker-simulation.js';

describe('S81 a chosen region', () => {
  it('is available: one request tells, in a region that knows of all', async () => {
    const { aws, client } = new WorkerSimulation({ region: 'eu-west-1' });

    await client.checkRegion('eu-north-1');

    expect(aws.requests).toMatchObject([{ action: 'DescribeRegions', region: 'us-east-1', outcome: 'ok' }]);
  });

  it.each([
    ['us-esat-1', ' Did you mean "us-east-1"?'],
    ['xx-nowhere-9', ''],
  ])('does not exist: %s', async (region, hint) => {
    const { client } = new WorkerSimulation();

    const error = await failure(client.checkRegion(region));

    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error).toMatchObject({ parameter: 'region', received: region, region, operation: 'checkRegion' });
    expect(error.message).toBe(
      `checkRegion: there is no region ${region}, as far as this account can see.${hint}`,
    );
  });

  it('exists, but the account has not opted in to it; once it has, it is available', async () => {
    const { aws, client } = new WorkerSimulation();

    const error = await failure(client.checkRegion('me-south-1'));

    expect(error).toBeInstanceOf(PermissionDeniedError);
    expect(error).toMatchObject({ region: 'me-south-1', fallbackScope: 'account' });
    expect(error.message).toContain('the region me-south-1 exists, but the account has not opted in to it');
    expect(error.message).toContain('aws account enable-region --region-name me-south-1');
    aws.optIn('me-south-1');
    await expect(client.checkRegion('me-south-1')).resolves.toBeUndefined();
  });

  it('exists, but the settings do not allow it', async () => {
    const { client } = new WorkerSimulation({ settings: defineWorkerSettings() });

    const error = await failure(client.checkRegion('eu-north-1'));

    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error).toMatchObject({ parameter: 'region', received: 'eu-north-1' });
    expect(error.message).toContain("The settings' aws.allowedRegions are us-east-1, us-west-2, eu-west-1");
    await expect(client.checkRegion('eu-west-1')).resolves.toBeUndefined();
  });

  it.each(['', 'US-EAST-1', 'us-east-1.evil.example', 7])('is none at all: %j', async (region) => {
    const { aws, client } = new WorkerSimulation();

    await expect(failure(client.checkRegion(region as never))).resolves.toBeInstanceOf(InvalidParameterError);
    expect(aws.requests).toEqual([]);
  });

  it('may not be asked for: the error names the action', async () => {
    const { aws, client } = new WorkerSimulation();
    aws.iam.deny({ action: 'ec2:DescribeRegions' });

    await expect(failure(client.checkRegion('eu-west-1'))).resolves.toMatchObject({
      kind: 'permission-denied',
      action: 'ec2:DescribeRegions',
    });
  });

  it('is asked for in the region of a client that was handed in', async () => {
    const simulation = new WorkerSimulation({ region: 'eu-west-1' });
    const ec2 = await simulation.client.ec2();
    const client = simulation.connect({ ec2, region: undefined, credentials: undefined });

    await client.checkRegion('eu-north-1');

    expect(simulation.aws.requests).toMatchObject([{ action: 'DescribeRegions', region: 'eu-west-1' }]);
  });
});
