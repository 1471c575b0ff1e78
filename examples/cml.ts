/**
 * Where the examples get a CML host from: a simulated one in the same process, on the loopback interface, in real
 * time but quicker than any real one. On a real account, put the address, the certificate and the credentials of your
 * own host in place of these.
 */

import type { WorkerInstance } from 'ec2-worker-client';
import type { CmlHostSettings, CmlTls, CmlUserCredentials } from 'ec2-worker-client/cml';
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

/** The group `cml` of the settings. */
export const settings: CmlHostSettings = { httpsPort: cml.port, license: { token: 'example-token' } };

/** Puts the host on a worker, where there is a simulated AWS. */
export function installCml({ instanceId }: WorkerInstance): void {
  simulatedAws?.attachHost(instanceId, cml);
}
