import { HttpRequest } from '@smithy/core/protocols';
import { SimulatedAws } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { EVERY_STEP } from './every-step.js';
import type { StepService } from './step.js';

/** How the protocols name an action, and say that there is none. */
const SERVICES: Readonly<
  Record<
    StepService,
    {
      readonly signingName: string;
      readonly sdk: () => Promise<object>;
      readonly target?: string;
      readonly version?: string;
    }
  >
> = {
  ec2: { signingName: 'ec2', sdk: () => import('@aws-sdk/client-ec2'), version: '2016-11-15' },
  sts: { signingName: 'sts', sdk: () => import('@aws-sdk/client-sts'), version: '2011-06-15' },
  cloudwatch: {
    signingName: 'monitoring',
    sdk: () => import('@aws-sdk/client-cloudwatch'),
    target: 'GraniteServiceVersion20100801',
  },
  ssm: { signingName: 'ssm', sdk: () => import('@aws-sdk/client-ssm'), target: 'AmazonSSM' },
  dynamodb: {
    signingName: 'dynamodb',
    sdk: () => import('@aws-sdk/client-dynamodb'),
    target: 'DynamoDB_20120810',
  },
  pricing: {
    signingName: 'pricing',
    sdk: () => import('@aws-sdk/client-pricing'),
    target: 'AWSPriceListService',
  },
};

/** Every action that a service of AWS has, by the SDK. */
async function actionsOf(sdk: () => Promise<object>): Promise<string[]> {
  const names = Object.keys(await sdk());
  return names.filter((name) => /^[A-Z]\w+Command$/.test(name)).map((name) => name.replace(/Command$/, ''));
}

/** Whether the simulated AWS knows what is asked for, whatever it answers to an empty request. */
async function isOffered(aws: SimulatedAws, service: StepService, action: string): Promise<boolean> {
  const { signingName, target, version } = SERVICES[service];
  const scope = `Credential=${aws.credentials.accessKeyId}/20260101/us-east-1/${signingName}/aws4_request`;
  const headers: Record<string, string> = { authorization: `AWS4-HMAC-SHA256 ${scope}`, 'x-amz-date': 'x' };
  if (target !== undefined) headers['x-amz-target'] = `${target}.${action}`;
  const body = target === undefined ? `Action=${action}&Version=${version ?? ''}` : '{}';
  const request = new HttpRequest({ method: 'POST', path: '/', hostname: 'localhost', headers, body });
  const { response } = await aws.requestHandler.handle(request, {});
  const text = Buffer.from(response.body as Uint8Array).toString();
  return !/InvalidAction|UnknownOperation/.test(text);
}

describe('the steps that clients carry out', () => {
  it.each(Object.keys(SERVICES) as StepService[])(
    'try every action that is offered of %s',
    async (service) => {
      const aws = new SimulatedAws({ maxClockSkewMs: Number.POSITIVE_INFINITY });
      const offered: string[] = [];
      for (const action of await actionsOf(SERVICES[service].sdk)) {
        if (await isOffered(aws, service, action)) offered.push(action);
      }
      const tried = new Set(
        EVERY_STEP.filter((step) => step.service === service).map(({ action }) => action),
      );

      // What is missing here wants a step in `steps/`.
      expect([...tried].toSorted()).toEqual(offered.toSorted());
    },
  );

  it('have names of their own', () => {
    const names = EVERY_STEP.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
  });
});
