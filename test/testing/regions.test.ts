import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand, DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { SimulatedAws } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { simulate } from './simulation.js';

describe('an opt-in region', () => {
  it('knows nobody until the account has opted in, and each service says so in its own words', async () => {
    const { aws } = simulate();
    const config = {
      region: 'me-south-1',
      requestHandler: aws.requestHandler,
      credentials: aws.credentials,
      maxAttempts: 1,
    };
    const list = () => new EC2Client(config).send(new DescribeInstancesCommand({}));

    await expect(list()).rejects.toMatchObject({ name: 'AuthFailure', $metadata: { httpStatusCode: 401 } });
    await expect(new STSClient(config).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
    await expect(new CloudWatchClient(config).send(new ListMetricsCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });

    aws.optIn('me-south-1');
    await expect(list()).resolves.toBeDefined();
  });

  it('is told by DescribeRegions with its status', async () => {
    const { aws, ec2 } = simulate({ optedInRegions: ['me-south-1'] });
    const status = async (...RegionNames: string[]) => {
      const { Regions = [] } = await ec2.send(new DescribeRegionsCommand({ RegionNames, AllRegions: true }));
      return Object.fromEntries<string | undefined>(
        Regions.map(({ RegionName = '', OptInStatus }) => [RegionName, OptInStatus]),
      );
    };

    expect(await status('us-east-1', 'me-south-1', 'af-south-1')).toEqual({
      'us-east-1': 'opt-in-not-required',
      'me-south-1': 'opted-in',
      'af-south-1': 'not-opted-in',
    });
    aws.optIn('af-south-1');
    expect(await status('af-south-1')).toEqual({ 'af-south-1': 'opted-in' });
  });

  it.each(['us-east-1', 'mars-north-1'])('is not %s', (region) => {
    expect(() => new SimulatedAws({ optedInRegions: [region] })).toThrow(
      `There is no opt-in region ${region}.`,
    );
  });
});

describe('a region that does not exist', () => {
  it('has no address, as in DNS', async () => {
    const { aws, ec2With } = simulate();

    const listing = ec2With({ region: 'us-esat-1' }).send(new DescribeInstancesCommand({}));

    await expect(listing).rejects.toMatchObject({
      code: 'ENOTFOUND',
      hostname: 'ec2.us-esat-1.amazonaws.com',
    });
    expect(aws.requests).toEqual([]);
  });

  it('knows nobody behind an address that serves all regions', async () => {
    const { aws } = simulate();
    const { url } = await aws.listen();
    const ec2 = new EC2Client({
      region: 'us-esat-1',
      endpoint: url,
      credentials: aws.credentials,
      maxAttempts: 1,
    });

    await expect(ec2.send(new DescribeInstancesCommand({}))).rejects.toMatchObject({ name: 'AuthFailure' });
    ec2.destroy();
    await aws.close();
  });
});
