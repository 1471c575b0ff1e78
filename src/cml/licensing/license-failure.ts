import { LicenseError } from '../../errors/license-error.js';
import { errorOptions, type HostSubject } from '../failures/host-error.js';
import { HostFault } from '../failures/host-fault.js';
import type { CmlLicense } from '../model/cml-license.js';
import type { CmlProblemCode } from '../model/cml-problem.js';
import { describeLicense } from './licensing-parts.js';

/** The error for a licence that is not good. @param advice In place of the code's usual one. */
export function licenseFailure(
  code: CmlProblemCode,
  license: CmlLicense,
  subject: HostSubject,
  advice?: string,
): LicenseError {
  const { registration, authorization, failure } = license;
  const fault = new HostFault(code, { text: describeLicense(license), advice });
  return new LicenseError({ ...errorOptions(fault, subject), registration, authorization, failure });
}
