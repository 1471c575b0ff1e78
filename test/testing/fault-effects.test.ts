import { DescribeInstancesCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { launch, simulate } from './simulation.js';

const list = (ec2: EC2Client) => ec2.send(new DescribeInstancesCommand({}));

async function countInstances(ec2: EC2Client): Promise<number> {
  return (await list(ec2)).Reservations?.length ?? 0;
}

describe('a planned fault with a condition', () => {
  it('strikes only the requests that meet it, and asks only of those that the rest fits', async () => {
    const { aws, ec2, ec2With } = simulate();
    const asked: string[] = [];
    aws.fail({
      action: 'DescribeInstances',
      code: 'Unavailable',
      times: Number.POSITIVE_INFINITY,
      when: ({ region, action }) => {
        asked.push(`${action} in ${region}`);
        return region === 'eu-west-1';
      },
    });

    await launch(ec2);

    await expect(list(ec2With({ region: 'eu-west-1' }))).rejects.toMatchObject({ name: 'Unavailable' });
    expect(await countInstances(ec2)).toBe(1);
    expect(asked).toEqual(['DescribeInstances in eu-west-1', 'DescribeInstances in us-east-1']);
  });
});

describe('a planned effect', () => {
  it('breaks the connection before the action', async () => {
    const { aws, ec2 } = simulate();
    aws.fail({ action: 'RunInstances', effect: 'reset' });

    await expect(launch(ec2)).rejects.toMatchObject({ name: 'TimeoutError', code: 'ECONNRESET' });
    expect(await countInstances(ec2)).toBe(0);
  });

  it('loses the reply of an action that is carried out', async () => {
    const { aws, ec2 } = simulate();
    aws.fail({ action: 'RunInstances', effect: 'lost-reply' });

    await expect(launch(ec2, { ClientToken: 'once' })).rejects.toMatchObject({ code: 'ECONNRESET' });
    const [instance] = await launch(ec2, { ClientToken: 'once' });

    expect(instance?.InstanceId).toMatch(/^i-/);
    expect(await countInstances(ec2)).toBe(1);
  });

  it('answers with the page of a load balancer', async () => {
    const { aws, ec2 } = simulate();
    aws.fail({ effect: 'html-502' });

    await expect(list(ec2)).rejects.toMatchObject({ name: 'Unknown', $metadata: { httpStatusCode: 502 } });
  });

  it('answers with the page of a captive portal, which the SDK takes for an empty reply', async () => {
    const { aws, ec2 } = simulate();
    await launch(ec2);
    aws.fail({ effect: 'html-200' });

    const reply = await list(ec2);

    expect(reply.Reservations).toBeUndefined();
  });

  it('cuts a reply off', async () => {
    const { aws, ec2 } = simulate();
    aws.fail({ effect: 'truncated' });
    aws.fail({ effect: 'reset' });

    await expect(launch(ec2)).rejects.toThrow(/XML parse error/);
    await expect(launch(ec2)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await countInstances(ec2)).toBe(1);
  });

  it('leaves the body out', async () => {
    const { aws, ec2 } = simulate();
    aws.fail({ effect: 'empty' });
    aws.fail({ effect: 'empty', httpStatus: 403 });

    expect((await list(ec2)).Reservations).toBeUndefined();
    await expect(list(ec2)).rejects.toMatchObject({ name: 'Unknown', $metadata: { httpStatusCode: 403 } });
  });

  it('never answers, until the caller gives up', async () => {
    const { aws, ec2 } = simulate();
    aws.fail({ effect: 'stall' });
    const controller = new AbortController();

    const call = ec2.send(new DescribeInstancesCommand({}), { abortSignal: controller.signal });
    const settled = expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await aws.advance(600_000);
    controller.abort();

    await settled;
  });

  it('never answers, until the request times out by the simulated clock', async () => {
    const { aws, ec2 } = simulate();
    aws.fail({ effect: 'stall' });

    const call = ec2.send(new DescribeInstancesCommand({}), { requestTimeout: 5_000 });
    const settled = expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
    await aws.advance(5_000);

    await settled;
  });

  it('does not keep time from passing while it stalls', async () => {
    const clock = new ManualClock({ autoAdvance: true });
    const { aws, ec2 } = simulate({ clock });
    aws.fail({ effect: 'stall' });
    const controller = new AbortController();
    const call = ec2.send(new DescribeInstancesCommand({}), { abortSignal: controller.signal });
    const settled = expect(call).rejects.toMatchObject({ name: 'AbortError' });

    await clock.sleep(60_000);
    controller.abort();

    await settled;
  });
});

describe('an aborted request', () => {
  it('is not received when it was aborted before it was sent', async () => {
    const { aws, ec2 } = simulate();
    const controller = new AbortController();

    const call = ec2.send(new DescribeInstancesCommand({}), { abortSignal: controller.signal });
    const settled = expect(call).rejects.toMatchObject({ name: 'AbortError' });
    controller.abort();

    await settled;
    expect(aws.requests).toEqual([]);
  });
});
