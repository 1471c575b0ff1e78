import { disconnect } from '../aws.js';

// A test of code that needs EC2 and CML together: a simulated host boots on a simulated instance.

//#region program
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ec2WorkerClient } from 'ec2-worker-client';
import { waitUntilServiceReady } from 'ec2-worker-client/fleet';
import { ManualClock, SimulatedAws, SimulatedCmlHost } from 'ec2-worker-client/testing';

await test('a worker is ready once CML is, licence included', async () => {
  const aws = new SimulatedAws({ clock: new ManualClock({ autoAdvance: true }) });
  await using cml = await SimulatedCmlHost.start({ clock: aws.clock, licensed: false });
  const client = new Ec2WorkerClient({
    region: 'us-east-1',
    requestHandler: aws.requestHandler,
    credentials: aws.credentials,
    clock: aws.clock,
  });
  const worker = await client.createInstance({
    name: 'cml-worker-prod-001',
    amiId: 'ami-0123456789abcdef0',
    instanceType: 'm8i.4xlarge',
    assignPublicIp: true,
  });
  aws.attachHost(worker.instanceId, cml);

  const { tls, credentials, port } = cml.clientOptions;
  const { probe, license, host } = await waitUntilServiceReady(worker, {
    client,
    port,
    tls,
    credentials,
    clock: aws.clock,
    license: { token: 'example-token' },
  });
  await host.close();

  assert.equal(probe.phase, 'ready');
  assert.equal(license?.authorization, 'IN_COMPLIANCE');
});
//#endregion program

await disconnect();
