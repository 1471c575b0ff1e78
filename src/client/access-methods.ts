import type { AccessReport } from '../model/access-report.js';
import type { AssumeRoleOptions } from '../model/assume-role-options.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { CallOptions } from '../model/call-options.js';
import type { CheckAccessOptions } from '../operations/check-access-options.js';

/** How a client tells what it may do, and where, and works in other accounts. */
export interface AccessMethods<Client> {
  /**
   * Asks AWS of each action that the client needs whether it may do it, without doing any: by dry runs on EC2,
   * and by the cheapest harmless call elsewhere. What may not be done is in the report, not an error. Needs
   * `@aws-sdk/client-sts`.
   *
   * A report is about the moment: policies may go by the tags of a worker, or by the time of day. An action
   * that is tried on something that does not exist counts as allowed once EC2 says so, since it looks only
   * after it has found the caller allowed.
   */
  checkAccess(options?: CheckAccessOptions): Promise<AccessReport>;

  /**
   * Makes sure that a region exists, that the account has opted in to it, and that the settings allow it.
   *
   * @throws InvalidParameterError if it does not exist, or if the settings do not allow it;
   * PermissionDeniedError if the account has not opted in to it.
   */
  checkRegion(region: AwsRegion, options?: Omit<CallOptions, 'region'>): Promise<void>;

  /**
   * A client like this one that works with a role, in this account or another: with the same options, and
   * with this client's credentials to take the role on with. The same role gives the same client, whose
   * sessions are kept; it is destroyed with this one.
   *
   * An error that the role cannot be assumed is an `AuthenticationError`; once it is, what the role may not do
   * is a `PermissionDeniedError` that names the role's session.
   *
   * @throws InvalidParameterError for a role that is none, where this client was destroyed, and where it works on an
   * SDK client that was handed in, for EC2 or CloudWatch, which has credentials of its own.
   */
  forAccount(role: AssumeRoleOptions): Client;
}
