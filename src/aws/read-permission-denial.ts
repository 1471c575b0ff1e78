import type { DecodedDenial, PermissionDenial } from '../errors/worker-error-details.js';

/** A refusal by IAM, taken apart. */
export interface ReadDenial extends Omit<PermissionDenial, 'decoded'> {
  /** AWS's text without the encoded part, which may be thousands of characters long. */
  readonly text: string;
}

const ENCODED = /\s*Encoded authorization failure message:\s*([\w+/=-]+)\.?/i;
/** What AWS begins with says less than what it goes on with, if it does. */
const PREAMBLE = /^You are not authorized to perform this operation\.\s+(?=\S)/i;
const ACTION = /not authorized to perform:?\s+([a-z][a-z0-9-]*:[A-Za-z*]+)/i;
const RESOURCE = /on resource:?\s+(\S+)/i;
const DENY_SOURCE = /\b(?:because\s+|(?=with an explicit deny\b))(.+?)(?=\.(?:\s|$)|$)/i;

/** Finds out of AWS's text what was refused, on what, and by which kind of policy. */
export function readPermissionDenial(message: string): ReadDenial {
  const text = message.replace(ENCODED, '').trim().replace(PREAMBLE, '');
  return {
    text,
    action: ACTION.exec(text)?.[1],
    resource: RESOURCE.exec(text)?.[1]?.replace(/[.,;]$/, ''),
    denySource: DENY_SOURCE.exec(text)?.[1],
    encodedMessage: ENCODED.exec(message)?.[1],
  };
}

/** Whom to ask for what. */
export function adviseOnDenial(
  { denySource, encodedMessage, decoded }: Partial<PermissionDenial>,
  action: string | undefined,
): string {
  const what = action ?? 'the action';
  if (decoded !== undefined) return adviseOnDecoded(decoded, what);
  const decode =
    encodedMessage === undefined ? '' : ' "aws sts decode-authorization-message" reads the encodedMessage.';
  return `${adviseBySource(denySource, what)}${decode}`;
}

/** Who was refused what, on what, and by which statement, as IAM saw it. */
function adviseOnDecoded(
  { explicitDeny, statements, principalArn, resource }: DecodedDenial,
  action: string,
): string {
  const by = statements.length === 0 ? '' : ` (${statements.join(', ')})`;
  const fault = explicitDeny ? `a statement${by} refuses ${action}` : `no statement allows ${action}`;
  const remedy = explicitDeny
    ? `Lift the deny of ${action} from that policy: allowing it elsewhere is no use.`
    : `Allow ${action} in the caller's IAM policy.`;
  const who = principalArn === undefined ? '' : ` to ${principalArn}`;
  const where = resource === undefined ? '' : ` on ${resource}`;
  return `IAM says that ${fault}${where}${who}. ${remedy}`;
}

function adviseBySource(denySource: string | undefined, action: string): string {
  if (denySource === undefined) return `Allow ${action} in the caller's IAM policy.`;
  if (/explicit deny/i.test(denySource))
    return `Lift the deny of ${action} from that policy: allowing it elsewhere is no use.`;
  if (/service control policy|resource control policy/i.test(denySource)) {
    return `Ask the administrators of the AWS organization to allow ${action}.`;
  }
  if (/permissions boundary/i.test(denySource))
    return `Allow ${action} in the caller's permissions boundary.`;
  if (/session policy/i.test(denySource)) return `Allow ${action} in the policy passed on assuming the role.`;
  return `Allow ${action} in the caller's IAM policy.`;
}
