import type { Scrubber } from '../failures/scrubber.js';
import type { CmlLicense, CmlRegistrationStatus } from '../model/cml-license.js';
import { fieldsOf, flagOf, textOf } from './fields.js';
import { readTime } from './read-time.js';

/** In the record of a success CML writes this where a failure has its reason. */
const NO_FAILURE = 'OK';

/** The words with which no licence is taken. */
const UNREGISTERED: readonly (CmlRegistrationStatus | undefined)[] = ['NOT_REGISTERED', 'FAILED'];

/** Reads the answer of `/licensing`. The reason of a failure may quote the token. */
export function readLicense(answer: unknown, scrubber: Scrubber): CmlLicense {
  const licensing = fieldsOf(answer);
  const registration = fieldsOf(licensing['registration']);
  const authorization = fieldsOf(licensing['authorization']);
  const attempt = fieldsOf(registration['register_time']);
  const product = fieldsOf(licensing['product_license']);
  const registrationStatus = textOf(registration['status']);
  const authorizationStatus = textOf(authorization['status']);
  const reservation = flagOf(licensing['reservation_mode']);
  const failure = textOf(attempt['failure']);
  return {
    valid: registrationStatus === 'COMPLETED' && authorizationStatus === 'IN_COMPLIANCE',
    registered: judgeRegistered(registrationStatus, reservation),
    registration: registrationStatus,
    authorization: authorizationStatus,
    failure: failure === undefined || failure === NO_FAILURE ? undefined : scrubber.scrub(failure),
    registrationAttemptedAt: readTime(attempt['attempted']),
    registrationExpiresAt: readTime(registration['expires']),
    authorizationAttemptedAt: readTime(fieldsOf(authorization['renew_time'])['attempted']),
    authorizationExpiresAt: readTime(authorization['expires']),
    productLicense: textOf(product['active']),
    enterprise: flagOf(product['is_enterprise']),
    smartAccount: textOf(registration['smart_account']),
    virtualAccount: textOf(registration['virtual_account']),
    reservation,
    productUuid: textOf(fieldsOf(licensing['udi'])['product_uuid']),
  };
}

/** A reserved licence is taken as well, and any word that is not known may mean that one is about to be. */
function judgeRegistered(
  status: CmlRegistrationStatus | undefined,
  reservation: boolean | undefined,
): boolean | undefined {
  if (reservation === true || status === 'COMPLETED') return true;
  return UNREGISTERED.includes(status) ? false : undefined;
}
