import type { EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeInstancesCommand,
  type DescribeInstancesCommandInput,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { describeOne, launch, launchOne, launchRunning, simulate } from './simulation.js';

const UNKNOWN = 'i-0123456789abcdef0';

async function list(ec2: EC2Client, input: DescribeInstancesCommandInput): Promise<string[]> {
  const reply = await ec2.send(new DescribeInstancesCommand(input));
  return (reply.Reservations ?? []).flatMap((reservation) =>
    (reservation.Instances ?? []).map((instance) => instance.InstanceId ?? ''),
  );
}

async function pages(ec2: EC2Client, MaxResults: number): Promise<string[][]> {
  const found: string[][] = [];
  let NextToken: string | undefined;
  do {
    const reply = await ec2.send(new DescribeInstancesCommand({ MaxResults, NextToken }));
    const instances = (reply.Reservations ?? []).flatMap((reservation) => reservation.Instances ?? []);
    found.push(instances.map((instance) => instance.InstanceId ?? ''));
    NextToken = reply.NextToken;
  } while (NextToken !== undefined);
  return found;
}

describe('DescribeInstances', () => {
  it('shows every instance when no id is asked for', async () => {
    const { ec2 } = simulate();
    const ids = [await launchOne(ec2), await launchOne(ec2)];

    expect(await list(ec2, {})).toEqual(ids);
    expect(await list(ec2, { InstanceIds: [] })).toEqual(ids);
  });

  it('shows an instance once that is asked for twice', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2);

    expect(await list(ec2, { InstanceIds: [id, id] })).toEqual([id]);
  });

  it('fails as a whole for one unknown or malformed id', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2);

    await expect(list(ec2, { InstanceIds: [id, UNKNOWN] })).rejects.toMatchObject({
      name: 'InvalidInstanceID.NotFound',
    });
    await expect(list(ec2, { InstanceIds: ['i-xyz', UNKNOWN] })).rejects.toMatchObject({
      name: 'InvalidInstanceID.Malformed',
    });
  });

  it('keeps regions apart', async () => {
    const { ec2, ec2With } = simulate();
    const id = await launchOne(ec2);
    const elsewhere = ec2With({ region: 'eu-west-1' });

    expect(await list(elsewhere, {})).toEqual([]);
    await expect(describeOne(elsewhere, id)).rejects.toMatchObject({ name: 'InvalidInstanceID.NotFound' });
  });
});

describe('the filters of DescribeInstances', () => {
  it.each([
    ['tag:Name', 'worker-1'],
    ['tag:Name', 'work*'],
    ['tag:Name', 'worker-?'],
    ['tag-key', 'Name'],
    ['tag-value', 'worker-1'],
    ['instance-state-name', 'running'],
    ['instance-state-code', '16'],
    ['instance-type', 't3.*'],
    ['image-id', 'ami-0123456789abcdef0'],
    ['client-token', 'mine'],
    ['availability-zone', 'us-east-1?'],
    ['subnet-id', 'subnet-0123456789abcdef0'],
    ['vpc-id', 'vpc-*'],
    ['key-name', 'key'],
    ['instance-lifecycle', 'spot'],
    ['spot-instance-request-id', 'sir-*'],
    ['owner-id', '123456789012'],
    ['private-ip-address', '172.31.*'],
    ['ip-address', '198.18.*'],
    ['instance.group-id', 'sg-0123456789abcdef0'],
    ['reservation-id', 'r-*'],
    ['monitoring-state', 'enabled'],
    ['launch-time', '20*'],
  ])('match %s = %s', async (name, value) => {
    const simulation = simulate();
    const id = await launchRunning(simulation, {
      ClientToken: 'mine',
      KeyName: 'key',
      SubnetId: 'subnet-0123456789abcdef0',
      SecurityGroupIds: ['sg-0123456789abcdef0'],
      InstanceMarketOptions: { MarketType: 'spot' },
      Monitoring: { Enabled: true },
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'worker-1' }] }],
    });

    const matching = await list(simulation.ec2, { Filters: [{ Name: name, Values: ['nothing', value] }] });
    const others = await list(simulation.ec2, { Filters: [{ Name: name, Values: ['nothing'] }] });

    expect(matching).toEqual([id]);
    expect(others).toEqual([]);
  });

  it('compare in upper and lower case, and all have to match', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2, {
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'a' }] }],
    });
    const tag = (Value: string) => ({ Name: 'tag:Name', Values: [Value] });
    const state = (Value: string) => ({ Name: 'instance-state-name', Values: [Value] });

    expect(await list(ec2, { Filters: [tag('A')] })).toEqual([]);
    expect(await list(ec2, { Filters: [tag('a'), state('running')] })).toEqual([]);
    expect(await list(ec2, { Filters: [tag('a'), state('pending')] })).toEqual([id]);
  });

  it('take a wildcard behind a backslash as it is', async () => {
    const { ec2 } = simulate();
    const withTag = (Value: string) => ({
      TagSpecifications: [{ ResourceType: 'instance' as const, Tags: [{ Key: 'k', Value }] }],
    });
    const star = await launchOne(ec2, withTag('a*'));
    await launchOne(ec2, withTag('ab'));

    expect(await list(ec2, { Filters: [{ Name: 'tag:k', Values: ['a\\*'] }] })).toEqual([star]);
  });

  it('see no network on a terminated instance', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const id = await launchRunning(simulation);
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await aws.advance(30_000);

    expect(await list(ec2, { Filters: [{ Name: 'vpc-id', Values: ['*'] }] })).toEqual([]);
    expect(await list(ec2, { Filters: [{ Name: 'instance-id', Values: [id, UNKNOWN] }] })).toEqual([id]);
  });

  it('are refused when unknown, empty or too long', async () => {
    const { ec2 } = simulate();
    await launchOne(ec2);
    const many = Array.from({ length: 201 }, (_, index) => `i-${index}`);

    await expect(list(ec2, { Filters: [{ Name: 'no-such', Values: ['x'] }] })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: "The filter 'no-such' is invalid",
    });
    await expect(list(ec2, { Filters: [{ Name: 'image-id', Values: [] }] })).rejects.toMatchObject({
      name: 'MissingParameter',
    });
    await expect(list(ec2, { Filters: [{ Name: 'image-id', Values: many }] })).rejects.toMatchObject({
      name: 'FilterLimitExceeded',
    });
    expect(await list(ec2, { Filters: [{ Name: 'image-id', Values: many.slice(1) }] })).toEqual([]);
  });
});

describe('the pages of DescribeInstances', () => {
  it('count instances, not reservations', async () => {
    const { ec2 } = simulate();
    const ids = (await launch(ec2, { MaxCount: 12 })).map((instance) => instance.InstanceId);

    const found = await pages(ec2, 5);

    expect(found.map((page) => page.length)).toEqual([5, 5, 2]);
    expect(found.flat()).toEqual(ids);
  });

  it('hold 1,000 instances when no size is asked for', async () => {
    const { ec2 } = simulate();
    await launch(ec2, { MaxCount: 1_001 });

    const reply = await ec2.send(new DescribeInstancesCommand({}));

    expect(reply.Reservations?.[0]?.Instances).toHaveLength(1_000);
    expect(reply.NextToken).toEqual(expect.any(String));
  });

  it.each([
    ['in the middle', [1, 2]],
    ['at the end', [4]],
  ])('go on where they were when instances %s of the first are forgotten', async (_, gone) => {
    const { aws, ec2 } = simulate({ terminatedVisibleMs: 0 });
    const ids = (await launch(ec2, { MaxCount: 11 })).map((instance) => instance.InstanceId ?? '');
    const first = await ec2.send(new DescribeInstancesCommand({ MaxResults: 5 }));
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: gone.map((index) => ids[index] ?? '') }));
    await aws.advance(30_000);

    const second = await list(ec2, { MaxResults: 5, NextToken: first.NextToken });

    expect(second).toEqual(ids.slice(5, 10));
  });

  it.each([1, 4, 1_001])('cannot have the size %i', async (MaxResults) => {
    const { ec2 } = simulate();

    await expect(list(ec2, { MaxResults })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('cannot be asked for together with ids, nor with a made-up token', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2);

    await expect(list(ec2, { InstanceIds: [id], MaxResults: 5 })).rejects.toMatchObject({
      name: 'InvalidParameterCombination',
    });
    await expect(list(ec2, { NextToken: 'made-up' })).rejects.toMatchObject({
      name: 'InvalidPaginationToken',
    });
  });
});
