import { CloudWatchClient, ListMetricsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { SimulatedAws, type SimulatedAwsOptions } from 'ec2-worker-client/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { launch } from './simulation.js';

const running: SimulatedAws[] = [];

async function serve(options: SimulatedAwsOptions = {}) {
  const aws = new SimulatedAws(options);
  running.push(aws);
  const { url, close } = await aws.listen();
  const config = { region: 'us-east-1', endpoint: url, credentials: aws.credentials, maxAttempts: 1 };
  return { aws, url, close, config, ec2: new EC2Client(config) };
}

/** The headers that a signer would add; the simulator reads who signs, and verifies no signature. */
function sign(aws: SimulatedAws, signingName: string): Record<string, string> {
  const now = `${new Date(aws.clock.now()).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
  const scope = `${now.slice(0, 8)}/us-east-1/${signingName}/aws4_request`;
  const credential = `Credential=${aws.credentials.accessKeyId}/${scope}`;
  return {
    authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`,
    'x-amz-date': now,
  };
}

async function post(url: string, aws: SimulatedAws, form: Record<string, string>, signingName = 'ec2') {
  const response = await fetch(url, {
    method: 'POST',
    headers: sign(aws, signingName),
    body: new URLSearchParams(form),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((aws) => aws.close()));
});

describe('listen', () => {
  it('serves EC2, STS and CloudWatch at one address', async () => {
    const { aws, config, ec2 } = await serve();
    const cloudWatch = new CloudWatchClient(config);

    const [instance] = await launch(ec2);
    const identity = await new STSClient(config).send(new GetCallerIdentityCommand({}));
    await cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: 'Own',
        MetricData: Array.from({ length: 500 }, (_, index) => ({ MetricName: `m${index}`, Value: 1 })),
      }),
    );
    const metrics = await cloudWatch.send(new ListMetricsCommand({}));

    expect(instance?.InstanceId).toMatch(/^i-/);
    expect(identity.Account).toBe('123456789012');
    expect(metrics.Metrics).toHaveLength(500);
    expect(aws.requests.map(({ service }) => service)).toEqual(['ec2', 'sts', 'cloudwatch', 'cloudwatch']);
  });

  it('takes the port that it is given', async () => {
    const { aws, url, close } = await serve();
    await close();
    const port = Number(new URL(url).port);

    const again = await aws.listen({ port });

    expect(again.url).toBe(url);
    await expect(aws.listen({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('breaks connections, and loses replies, for real', async () => {
    const { aws, ec2 } = await serve();
    aws.fail({ action: 'RunInstances', effect: 'lost-reply' });
    aws.fail({ action: 'DescribeInstances', effect: 'reset' });

    await expect(launch(ec2)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(ec2.send(new DescribeInstancesCommand({}))).rejects.toMatchObject({ code: 'ECONNRESET' });
    const reply = await ec2.send(new DescribeInstancesCommand({}));

    expect(reply.Reservations).toHaveLength(1);
  });

  it('stalls until the caller gives up, or the server closes', async () => {
    const { aws, ec2 } = await serve();
    aws.fail({ effect: 'stall', times: 2 });
    const controller = new AbortController();
    const send = (abortSignal?: AbortSignal) =>
      ec2.send(new DescribeInstancesCommand({}), abortSignal === undefined ? {} : { abortSignal });
    const aborted = expect(send(controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
    const closed = expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
    while (aws.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));

    controller.abort();
    await aborted;
    await aws.close();

    await closed;
  });

  it('ends with the scope that it was declared in', async () => {
    const { aws, url } = await serve();

    await aws[Symbol.asyncDispose]();

    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('a request that is written by hand', () => {
  it('is told an unknown action', async () => {
    const { aws, url } = await serve();

    const reply = await post(url, aws, { Action: 'NoSuchAction', Version: '2016-11-15' });
    const sts = await post(url, aws, { Action: 'NoSuchAction', Version: '2011-06-15' }, 'sts');

    expect(reply.status).toBe(400);
    expect(reply.text).toMatch(/<Response><Errors><Error><Code>InvalidAction<\/Code>/);
    expect(reply.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(sts.text).toMatch(/<ErrorResponse .*<Code>InvalidAction<\/Code>/);
  });

  it.each([
    [{ 'Filter.1.Name': 'x', MaxResults: 'many' }, 'maxResults'],
    [{ DryRun: 'perhaps' }, 'dryRun'],
  ])('is refused for a parameter of the wrong type: %j', async (form, name) => {
    const { aws, url } = await serve();

    const reply = await post(url, aws, { Action: 'DescribeInstances', ...form });

    expect(reply.status).toBe(400);
    expect(reply.text).toContain('<Code>InvalidParameterValue</Code>');
    expect(reply.text).toContain(`for parameter ${name} is invalid`);
  });

  it('has its lists put in the order of their numbers', async () => {
    const { aws, url } = await serve();
    const ids = Object.fromEntries([10, 2, 1].map((index) => [`InstanceId.${index}`, `i-${index}`]));

    await post(url, aws, { Action: 'StartInstances', ...ids });

    expect(aws.requests[0]?.parameters).toEqual({ InstanceIds: ['i-1', 'i-2', 'i-10'] });
  });

  it('is refused without a signature', async () => {
    const { url } = await serve();

    const ec2 = await fetch(url, { method: 'POST', body: 'Action=DescribeInstances&Version=2016-11-15' });
    const cloudWatch = await fetch(url, {
      method: 'POST',
      headers: { 'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics' },
      body: '{}',
    });

    expect(ec2.status).toBe(403);
    expect(await ec2.text()).toContain('<Code>MissingAuthenticationToken</Code>');
    expect(cloudWatch.status).toBe(403);
    expect(await cloudWatch.json()).toMatchObject({
      __type: 'com.amazonaws.cloudwatch#MissingAuthenticationToken',
    });
  });

  it('is refused without the time of its signing', async () => {
    const { aws, url } = await serve();
    const { authorization = '' } = sign(aws, 'ec2');

    const reply = await fetch(url, {
      method: 'POST',
      headers: { authorization },
      body: 'Action=DescribeInstances&Version=2016-11-15',
    });

    expect(reply.status).toBe(400);
    expect(await reply.text()).toContain('<Code>IncompleteSignature</Code>');
  });

  it('is told when its JSON is none', async () => {
    const { aws, url } = await serve();

    const reply = await fetch(url, {
      method: 'POST',
      headers: { ...sign(aws, 'monitoring'), 'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics' },
      body: '{',
    });

    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ __type: 'com.amazonaws.cloudwatch#SerializationException' });
  });

  it('is refused, not left hanging, when its body cannot be decoded', async () => {
    const { aws, url } = await serve();

    const reply = await fetch(url, {
      method: 'POST',
      headers: { ...sign(aws, 'ec2'), 'content-encoding': 'gzip' },
      body: 'plain',
    });

    expect(reply.status).toBe(400);
    expect(await reply.text()).toContain('<Code>InvalidAction</Code>');
  });
});
