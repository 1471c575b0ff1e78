import type { WorkerErrorKind } from '../errors/worker-error-kind.js';

/** What to do about an error that AWS gave and whose code asks for nothing in particular. */
export const ADVICE: Readonly<Partial<Record<WorkerErrorKind, string>>> = {
  'instance-not-found':
    'Check the id; a worker of another region needs its region with it: { instanceId, region }.',
  'resource-not-found': 'Check that it exists in this region and account: ids differ from region to region.',
  authentication: 'Check the credentials.',
  'quota-exceeded': 'Ask for more in Service Quotas, or release what is unused.',
  'insufficient-capacity': 'Try another instance type, zone or market, or the same later.',
  throttled: 'Send fewer requests at a time; the same request may succeed in some seconds.',
  'invalid-parameter': 'Correct the input.',
  'incorrect-state': 'Wait for a state that allows it, by waitUntilRunning or waitUntilStopped.',
  'operation-not-permitted': 'Lift the protection first.',
  conflict: 'Look at what is there before trying again.',
  unsupported: 'Use another instance type, or do without.',
  'service-unavailable':
    'AWS is at fault: try again later, and see https://health.aws.amazon.com if it lasts.',
  network: 'Try again; check the connection if it lasts.',
};

/** What to do about an answer without any code, which AWS itself hardly ever gives. */
export function adviseOnStatus(httpStatus: number): string {
  if (httpStatus === 407)
    return 'A proxy asks for a user and a password: set up the proxy of the request handler.';
  if (httpStatus >= 300 && httpStatus < 400) return 'Somebody redirects: check the endpoint and the region.';
  return 'AWS sends a code with its errors: a proxy or firewall in between may have answered.';
}
