import { PermissionDeniedError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH, STRANGER, turns, WorkerSimulation } from './worker-simulation.js';

/** The refusal that a promise is rejected with; anything else fails the test. */
async function denial(promise: Promise<unknown>): Promise<PermissionDeniedError> {
  const error = await failure(promise);
  if (PermissionDeniedError.isInstance(error)) return error;
  throw error;
}

const USER = 'arn:aws:iam::123456789012:user/simulated';

describe('what AWS encodes of a refusal', () => {
  it('is decoded, in the message and as data', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy({ tags: { Team: 'labs' } });
    const statement = { Sid: 'NoStops', Effect: 'Deny', Action: 'ec2:StopInstances', Resource: '*' } as const;
    simulation.aws.iam.attachPolicy({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, statement],
    });
    const resource = `arn:aws:ec2:us-east-1:123456789012:instance/${worker.instanceId}`;

    const error = await denial(simulation.client.stopInstance(worker));

    expect(error).toMatchObject({
      kind: 'permission-denied',
      operation: 'stopInstance',
      action: 'ec2:StopInstances',
      instanceIds: [worker.instanceId],
      resource,
      encodedMessage: expect.any(String),
      decoded: {
        explicitDeny: true,
        statements: ['NoStops'],
        principalArn: USER,
        action: 'ec2:StopInstances',
        resource,
        conditions: { 'aws:RequestedRegion': ['us-east-1'], 'aws:ResourceTag/Team': ['labs'] },
      },
    });
    expect(error.message).toContain(
      `IAM says that a statement (NoStops) refuses ec2:StopInstances on ${resource} to ${USER}. Lift the deny`,
    );
    expect(error.message).not.toContain('decode-authorization-message');
    expect(error.stack).toContain('IAM says that');
    expect(simulation.actions).toEqual(['StopInstances', 'DecodeAuthorizationMessage']);
  });

  it('says as well that no statement allows it', async () => {
    const { aws, client } = new WorkerSimulation();
    const allowed = ['sts:DecodeAuthorizationMessage'];
    aws.iam.attachPolicy({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: allowed, Resource: '*' }],
    });

    const error = await failure(client.createInstance(LAUNCH));

    expect(error.message).toContain(
      'IAM says that no statement allows ec2:RunInstances on arn:aws:ec2:us-east-1:123456789012:instance/*',
    );
    expect(error.message).toContain("Allow ec2:RunInstances in the caller's IAM policy.");
  });

  it('is decoded once for the same message', async () => {
    const simulation = new WorkerSimulation();
    simulation.aws.iam.deny({ action: 'ec2:StopInstances' });

    await failure(simulation.client.stopInstance(STRANGER));
    await failure(simulation.client.stopInstance(STRANGER));

    expect(simulation.actions).toEqual(['StopInstances', 'DecodeAuthorizationMessage', 'StopInstances']);
  });

  it('stays as it is when the caller may not have it decoded, who then asks no more', async () => {
    const simulation = new WorkerSimulation();
    simulation.aws.iam.deny({ action: '*' });

    const first = await denial(simulation.client.stopInstance(STRANGER));
    await failure(simulation.client.startInstance(STRANGER));

    expect(first).toMatchObject({ action: 'ec2:StopInstances', encodedMessage: expect.any(String) });
    expect(first.decoded).toBeUndefined();
    expect(first.message).toContain('decode-authorization-message');
    expect(simulation.actions).toEqual(['StopInstances', 'DecodeAuthorizationMessage', 'StartInstances']);
  });

  it.each(['html-502', 'reset', 'html-200', 'empty'] as const)(
    'stays as it is when STS does not answer (%s), and is asked about again',
    async (effect) => {
      const simulation = new WorkerSimulation({ maxAttempts: 1 });
      simulation.aws.iam.deny({ action: 'ec2:StopInstances' });
      simulation.aws.fail({ action: 'DecodeAuthorizationMessage', effect });

      const first = await denial(simulation.client.stopInstance(STRANGER));
      const second = await denial(simulation.client.stopInstance(STRANGER));

      expect(first).toMatchObject({ kind: 'permission-denied', action: 'ec2:StopInstances' });
      expect(first.decoded).toBeUndefined();
      expect(second.decoded).toMatchObject({ explicitDeny: true });
    },
  );

  it('is not asked about when nobody wants it, or when nothing is encoded', async () => {
    const simulation = new WorkerSimulation({ decodeDenials: false });
    simulation.aws.iam.deny({ action: '*' });

    await failure(simulation.client.stopInstance(STRANGER));
    await failure(simulation.connect().listInstances());

    expect(simulation.actions).toEqual(['StopInstances', 'DescribeInstances']);
  });

  it('is decoded for the others who share the refusal when the one who asked first has gone', async () => {
    const simulation = new WorkerSimulation();
    const { requestHandler } = simulation.aws;
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const slow: typeof requestHandler = {
      ...requestHandler,
      handle: async (request, options) => {
        if (String(request.body).includes('DecodeAuthorizationMessage')) await gate;
        return await requestHandler.handle(request, options);
      },
    };
    const client = simulation.connect({ requestHandler: slow });
    simulation.aws.iam.deny({ action: 'ec2:StopInstances' });
    const controller = new AbortController();

    const first = denial(client.stopInstance(STRANGER, { abortSignal: controller.signal }));
    const second = denial(client.stopInstance(STRANGER));
    while (simulation.actions.length < 2) await turns();
    await turns();
    controller.abort();
    await first;
    open();

    expect((await second).decoded).toMatchObject({ explicitDeny: true });
    expect(simulation.actions).toEqual(['StopInstances', 'StopInstances', 'DecodeAuthorizationMessage']);
  });

  it('is not asked about once the caller has gone', async () => {
    const simulation = new WorkerSimulation();
    simulation.aws.iam.deny({ action: 'ec2:StopInstances' });
    const controller = new AbortController();
    const stopping = simulation.client.stopInstance(STRANGER, { abortSignal: controller.signal });
    controller.abort();

    await expect(failure(stopping)).resolves.toMatchObject({ kind: 'aborted' });
    expect(simulation.actions).not.toContain('DecodeAuthorizationMessage');
  });
});
