import type { Caller } from '../wire/service.js';

/** Why something is refused. */
export interface AccessDenial {
  readonly action: string;
  readonly arn: string;
  /** Whether a policy refuses it, rather than none allowing it. */
  readonly isExplicit: boolean;
  /** The name of the statement that refuses it, if it has one. */
  readonly statement: string | undefined;
  readonly context: Readonly<Record<string, string>>;
  readonly caller: Caller;
}

/** Actions whose refusals EC2 encodes; those that only read are refused in plain words. */
const ENCODED = /^ec2:(?!Describe|Get)/;

/** What AWS says of a refusal. */
export function describeDenial(denial: AccessDenial): string {
  const { action, arn, isExplicit, caller } = denial;
  const on = arn === '*' ? '' : ` on resource: ${arn}`;
  const reason = isExplicit
    ? 'with an explicit deny in an identity-based policy'
    : `because no identity-based policy allows the ${action} action`;
  const text = `User: ${caller.arn} is not authorized to perform: ${action}${on} ${reason}`;
  if (!action.startsWith('ec2:')) return text;
  const encoded = ENCODED.test(action) ? `. Encoded authorization failure message: ${encode(denial)}` : '';
  return `You are not authorized to perform this operation. ${text}${encoded}`;
}

/** What DecodeAuthorizationMessage makes of an encoded message; `undefined` for one that is none. */
export function decodeDenial(encoded: string): string | undefined {
  const text = Buffer.from(encoded, 'base64url').toString('utf8');
  return text.startsWith('{"allowed":') ? text : undefined;
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html */
function encode({ action, arn, isExplicit, statement, context, caller }: AccessDenial): string {
  const matched = isExplicit ? [{ statementId: statement ?? '', effect: 'DENY' }] : [];
  const conditions = Object.entries(context).map(([key, value]) => ({ key, values: { items: [{ value }] } }));
  const message = {
    allowed: false,
    explicitDeny: isExplicit,
    matchedStatements: { items: matched },
    failures: { items: [] },
    context: {
      principal: { id: caller.accessKeyId, name: caller.arn.split('/').at(-1), arn: caller.arn },
      action,
      resource: arn,
      conditions: { items: conditions },
    },
  };
  return Buffer.from(JSON.stringify(message)).toString('base64url');
}
