import { closestName } from '../errors/did-you-mean.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import { PermissionDeniedError } from '../errors/permission-denied-error.js';
import type { RegionStatus } from '../model/access-report.js';
import { AwsRegion } from '../model/aws-region.js';
import { refuseForbiddenRegion } from './refuse-forbidden.js';
import type { OperationCall, WorkerContext } from './worker-context.js';

/**
 * Makes sure that a region exists, that the account has opted in to it, and that the settings allow it.
 *
 * @param directory A context in a region that knows all regions of the partition.
 */
export async function checkRegionAccess(
  directory: WorkerContext,
  call: OperationCall,
  region: AwsRegion,
): Promise<void> {
  const { operation } = call;
  const status = await readRegionStatus(directory, call, region);
  if (status === 'unknown-region') throw unknownRegion(operation, region);
  if (status === 'not-opted-in') throw notOptedIn(operation, region);
  const { settings } = directory;
  if (settings !== undefined) refuseForbiddenRegion({ settings, region, operation });
}

/** Asks EC2 whether the account can use a region. */
export async function readRegionStatus(
  directory: WorkerContext,
  call: OperationCall,
  region: string,
): Promise<RegionStatus> {
  const status = await directory.access.readOptInStatus(region, call);
  if (status === undefined) return 'unknown-region';
  return status === 'not-opted-in' ? 'not-opted-in' : 'enabled';
}

function unknownRegion(operation: string, region: string): InvalidParameterError {
  const closest = closestName(region, Object.values(AwsRegion));
  const hint = closest === undefined || closest === region ? '' : ` Did you mean "${closest}"?`;
  return new InvalidParameterError({
    operation,
    region,
    parameter: 'region',
    expected: 'a region that exists',
    received: region,
    message: `${operation}: there is no region ${region}, as far as this account can see.${hint}`,
  });
}

function notOptedIn(operation: string, region: string): PermissionDeniedError {
  return new PermissionDeniedError({
    operation,
    region,
    fallbackScope: 'account',
    message:
      `${operation}: the region ${region} exists, but the account has not opted in to it. Enable it in the ` +
      `account's settings, or by "aws account enable-region --region-name ${region}", which takes some minutes.`,
  });
}
