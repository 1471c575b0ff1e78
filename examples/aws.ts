/**
 * Where the examples get their AWS from.
 *
 * - by default a simulated AWS in the same process, on a port of its own: no account, no cost;
 * - with `--endpoint URL` an emulator such as moto or LocalStack; some check ids, and want those of their own;
 * - with `--aws` the real account that the environment names: put ids of your own into the example first.
 *
 * All it does is to set the variables that every AWS SDK reads, so the examples themselves are written
 * exactly as they would be for a real account.
 */

import { parseArgs } from 'node:util';
import { type CreateInstanceInput, Ec2WorkerClient } from 'ec2-worker-client';
import { SimulatedAws } from 'ec2-worker-client/testing';

const { endpoint, aws: isReal } = parseArgs({
  options: { endpoint: { type: 'string' }, aws: { type: 'boolean', default: false } },
}).values;

/** The simulated AWS, to make things go wrong with; `undefined` when the examples talk to another one. */
export const simulatedAws: SimulatedAws | undefined =
  isReal || endpoint !== undefined
    ? undefined
    : // Much quicker than EC2, because the examples wait in real time.
      new SimulatedAws({
        timing: {
          pendingMs: 1_000,
          initializingMs: 2_000,
          stoppingMs: 1_000,
          shuttingDownMs: 1_000,
          snapshotMs: 2_000,
        },
      });

// The SDK announces the end of its support for Node 20 on every start.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
if (!isReal) {
  const { accessKeyId = 'test', secretAccessKey = 'test' } = simulatedAws?.credentials ?? {};
  const url = endpoint ?? (await simulatedAws?.listen())?.url;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
}

/** Launches what an example takes for granted: a healthy worker. @returns Its id. */
export async function prepareWorker(input: Partial<CreateInstanceInput> = {}): Promise<string> {
  if (isReal) throw new Error('Put the id of a worker of your own in place of prepareWorker() first.');
  const client = new Ec2WorkerClient({ region: 'us-east-1' });
  const { instanceId } = await client.createInstance({
    name: 'cml-worker-prod-001',
    amiId: 'ami-0123456789abcdef0',
    instanceType: 'c5.2xlarge',
    ...input,
  });
  await simulatedAws?.advance(10_000);
  return instanceId;
}

/** Lets the process end. */
export async function disconnect(): Promise<void> {
  await simulatedAws?.close();
}
