import type { AwsRegion } from '../model/aws-region.js';
import type { Ec2WorkerClientOptions } from './ec2-worker-client-options.js';
import { regionOfEnvironment } from './environment.js';

/** The region of calls that name none, as far as it is known without reading a file. */
export function defaultRegion({ region, ec2, settings }: Ec2WorkerClientOptions): AwsRegion | undefined {
  // A client that was handed in has a region of its own, which it tells only when asked.
  const isHandedIn = typeof ec2 === 'object';
  return region ?? (isHandedIn ? undefined : (settings?.aws.defaultRegion ?? regionOfEnvironment()));
}
