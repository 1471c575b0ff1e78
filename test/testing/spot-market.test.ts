import {
  DescribeSpotInstanceRequestsCommand,
  DescribeSpotPriceHistoryCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { launch, launchRunning, simulate, stateOf } from './simulation.js';

describe('the spot market', () => {
  it('marks a request before the instance is taken back', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const id = await launchRunning(simulation, { InstanceMarketOptions: { MarketType: 'spot' } });
    const status = async () => {
      const reply = await ec2.send(new DescribeSpotInstanceRequestsCommand());
      return reply.SpotInstanceRequests?.map(({ State, Status }) => [State, Status?.Code]);
    };

    expect(await status()).toEqual([['active', 'fulfilled']]);
    aws.interruptSpot(id, { noticeMs: 120_000 });
    expect(await status()).toEqual([['active', 'marked-for-termination']]);
    await aws.advance(119_000);
    expect(await stateOf(ec2, id)).toBe('running');
    await aws.advance(1_000);
    expect(await stateOf(ec2, id)).toBe('shutting-down');
    expect(await status()).toEqual([['closed', 'instance-terminated-no-capacity']]);
  });

  it('tells when the user stopped, or terminated, the instance of a request', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const id = await launchRunning(simulation, {
      InstanceMarketOptions: { MarketType: 'spot', SpotOptions: { SpotInstanceType: 'persistent' } },
    });
    const status = async () => {
      const { SpotInstanceRequests } = await ec2.send(new DescribeSpotInstanceRequestsCommand());
      const [request] = SpotInstanceRequests ?? [];
      return [request?.State, request?.Status?.Code, request?.Status?.UpdateTime?.getTime()];
    };

    const stoppedAt = aws.clock.now();
    await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    await aws.advance(60_000);
    const stopped = await status();
    const terminatedAt = aws.clock.now();
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await aws.advance(60_000);

    expect(stopped).toEqual(['disabled', 'instance-stopped-by-user', stoppedAt]);
    expect(await status()).toEqual(['closed', 'instance-terminated-by-user', terminatedAt]);
  });

  it('has requests with tags of their own', async () => {
    const { ec2 } = simulate();
    const Tags = [{ Key: 'Team', Value: 'labs' }];
    const [instance] = await launch(ec2, {
      InstanceMarketOptions: { MarketType: 'spot' },
      TagSpecifications: [{ ResourceType: 'spot-instances-request', Tags }],
    });
    const find = async (value: string) => {
      const Filters = [{ Name: 'tag:Team', Values: [value] }];
      const reply = await ec2.send(new DescribeSpotInstanceRequestsCommand({ Filters }));
      return reply.SpotInstanceRequests;
    };

    expect(await find('labs')).toMatchObject([
      { SpotInstanceRequestId: instance?.SpotInstanceRequestId, Tags },
    ]);
    expect(await find('other')).toEqual([]);
    expect(instance?.Tags).toEqual([]);
  });

  it('has the prices that were put there', async () => {
    const { aws, ec2 } = simulate();
    aws.putSpotPrice({ instanceType: 'c5.large', availabilityZone: 'us-east-1a', usdPerHour: 0.03 });
    const read = (InstanceTypes: ('c5.large' | 'm5.large')[]) =>
      ec2.send(new DescribeSpotPriceHistoryCommand({ InstanceTypes, StartTime: new Date(aws.clock.now()) }));

    expect((await read(['c5.large'])).SpotPriceHistory).toMatchObject([{ SpotPrice: '0.030000' }]);
    expect((await read(['m5.large'])).SpotPriceHistory).toEqual([]);
  });
});
