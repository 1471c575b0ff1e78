/**
 * Where the examples get a CML host from: a simulated one in the same process, on the loopback interface, in real
 * time but quicker than any real one. On a real account, put the address, the certificate and the credentials of your
 * own host in place of these.
 */

import type { WorkerInstance } from 'ec2-worker-client';
import type { CmlTls, CmlUserCredentials } from 'ec2-worker-client/cml';
import { defineWorkerSettings, type WorkerSettings } from 'ec2-worker-client/settings';
import { SimulatedCmlHost } from 'ec2-worker-client/testing';
import { simulatedAws } from './aws.js';

/** The simulated host, to let things happen on. */
export const cml: SimulatedCmlHost = await SimulatedCmlHost.start({
  ...(simulatedAws === undefined ? {} : { clock: simulatedAws.clock }),
  boot: [{ phase: 'refuse', forMs: 300 }, { phase: '502', forMs: 300 }, { phase: 'ready' }],
});

/** The address of the host. */
export const address: string = cml.address;

/** The certificate of the host, by its fingerprint. */
export const tls: CmlTls = { mode: 'pin', sha256: cml.sha256 };

/** An admin of the host. */
export const credentials: CmlUserCredentials = cml.clientOptions.credentials;

/** The settings of a service: its clients launch by them, and its hosts are called, licensed and judged by them. */
export const settings: WorkerSettings = defineWorkerSettings({
  worker: {
    defaultInstanceType: 'm8i.4xlarge',
    allowedInstanceTypes: ['m8i.4xlarge'],
    ami: { 'us-east-1': { amiId: 'ami-0123456789abcdef0', amiName: 'CML-2.7.0-Ubuntu-22.04' } },
  },
  cml: { httpsPort: cml.port, license: { token: 'example-token' } },
  lifecycle: { maxIdleBeforeWarningMinutes: 20, idleThresholdMinutes: 30 },
});

/** Puts the host on a worker, where there is a simulated AWS. */
export function installCml({ instanceId }: WorkerInstance): void {
  simulatedAws?.attachHost(instanceId, cml);
}
