import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { simulate } from './simulation.js';

describe('the latency of a simulated AWS', () => {
  it('passes on its clock before a request is answered', async () => {
    const clock = new ManualClock({ now: 0, autoAdvance: true });
    const { aws, ec2 } = simulate({ clock, timing: { latencyMs: 40 } });

    await ec2.send(new DescribeInstancesCommand({}));
    await ec2.send(new DescribeInstancesCommand({}));

    expect(aws.requests.map(({ at }) => at)).toEqual([40, 80]);
  });

  it('ends with an abort, and the request never arrives', async () => {
    const { aws, ec2 } = simulate({ timing: { latencyMs: 40 } });
    const controller = new AbortController();
    const reply = ec2.send(new DescribeInstancesCommand({}), { abortSignal: controller.signal });
    setImmediate(() => {
      controller.abort();
    });

    await expect(reply).rejects.toMatchObject({ name: 'AbortError' });
    await aws.advance(100);

    expect(aws.requests).toEqual([]);
  });

  it('passes over HTTP, too', async () => {
    await using aws = new SimulatedAws({ timing: { latencyMs: 30 } });
    const { url } = await aws.listen();
    const ec2 = new EC2Client({ region: 'us-east-1', endpoint: url, credentials: aws.credentials });
    const sentAt = aws.clock.now();

    await ec2.send(new DescribeInstancesCommand({}));

    expect(aws.requests[0]?.at).toBeGreaterThanOrEqual(sentAt + 29);
    ec2.destroy();
  });
});
