import { HttpResponse } from '@smithy/core/protocols';
import { PermissionDeniedError, ServiceUnavailableError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, WorkerSimulation } from '../client/worker-simulation.js';

type Handler = { readonly handle: (request: { readonly hostname: string }) => Promise<unknown> };

/** A simulation whose CloudWatch answers with a status and a body of its own. */
async function simulate(statusCode: number, body: string) {
  const simulation = new WorkerSimulation();
  const worker = await simulation.launch();
  const { requestHandler } = simulation.aws;
  const inner = requestHandler as unknown as Handler;
  const handle: Handler['handle'] = (request) =>
    request.hostname.startsWith('monitoring')
      ? Promise.resolve({ response: new HttpResponse({ statusCode, headers: {}, body: Buffer.from(body) }) })
      : inner.handle(request);
  const handler = Object.assign(Object.create(requestHandler as object) as typeof requestHandler, { handle });
  return { worker, client: simulation.connect({ requestHandler: handler, maxAttempts: 1 }) };
}

describe('an error of CloudWatch in XML', () => {
  it('is read as what it says', async () => {
    const text = 'User: ann is not authorized to perform: monitoring:ListMetrics';
    const body = `<?xml version="1.0"?><ErrorResponse><Error><Code>AccessDenied</Code><Message>${text}</Message></Error><RequestId>request-7</RequestId></ErrorResponse>`;
    const { client, worker } = await simulate(403, body);

    const error = await failure(client.getInstanceResourcesUtilization(worker));

    expect(error).toBeInstanceOf(PermissionDeniedError);
    expect(error).toMatchObject({
      code: 'AccessDenied',
      httpStatus: 403,
      requestId: 'request-7',
      action: 'cloudwatch:ListMetrics',
    });
    expect(error.message).toContain(text);
  });

  it('is no error of AWS when it is a page of HTML', async () => {
    const { client, worker } = await simulate(502, '<html><body>Bad gateway</body></html>');

    await expect(failure(client.getInstanceResourcesUtilization(worker))).resolves.toBeInstanceOf(
      ServiceUnavailableError,
    );
  });

  it('is still read in JSON, which is what CloudWatch speaks', async () => {
    const body = JSON.stringify({ __type: 'AccessDeniedException', message: 'no' });
    const { client, worker } = await simulate(400, body);

    await expect(failure(client.getInstanceResourcesUtilization(worker))).resolves.toBeInstanceOf(
      PermissionDeniedError,
    );
  });
});
