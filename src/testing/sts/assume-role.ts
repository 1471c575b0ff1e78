import type { RoleStore } from '../iam/role-store.js';
import type { CredentialStore } from '../identity/credential-store.js';
import type { Caller } from '../wire/service.js';
import { ServiceError } from '../wire/service-error.js';
import { element, textElement } from '../wire/xml.js';

const ROLE_ARN = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(.+)$/;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const DEFAULT_DURATION_SECONDS = 3_600;
const SHORTEST_SECONDS = 900;
const LONGEST_SECONDS = 43_200;

/** For a role that is taken on with the credentials of another one. */
const LONGEST_CHAINED_SECONDS = 3_600;

/**
 * Issues temporary credentials for a role, if it trusts the caller. One named `denied` trusts nobody.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * @returns The content of the result element.
 * @throws ServiceError `ValidationError` or `AccessDenied`
 */
export function assumeRole(
  form: URLSearchParams,
  caller: Caller,
  { credentials, roles }: { readonly credentials: CredentialStore; readonly roles: RoleStore },
): string {
  const roleArn = form.get('RoleArn') ?? '';
  const sessionName = form.get('RoleSessionName') ?? '';
  const role = ROLE_ARN.exec(roleArn);
  if (role === null) throw invalid('roleArn', roleArn, 'must be the ARN of a role');
  if (!SESSION_NAME.test(sessionName)) {
    throw invalid('roleSessionName', sessionName, `must match ${SESSION_NAME.source}`);
  }
  const isChained = caller.arn.includes(':assumed-role/');
  const longest = roles.find(roleArn)?.maxSessionSeconds ?? LONGEST_SECONDS;
  const durationSeconds = readDuration(form.get('DurationSeconds'), longest, isChained);
  const [, partition = '', accountId = '', path = ''] = role;
  const roleName = path.split('/').at(-1) ?? path;
  if (roleName === 'denied' || !roles.trusts(roleArn, caller, form.get('ExternalId') ?? undefined)) {
    throw new ServiceError(
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    );
  }
  const arn = `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
  const issued = credentials.issueTemporary({ arn, accountId }, durationSeconds);
  const content =
    textElement('AccessKeyId', issued.accessKeyId) +
    textElement('SecretAccessKey', issued.secretAccessKey) +
    textElement('SessionToken', issued.sessionToken) +
    textElement('Expiration', issued.expiration.toISOString());
  const user = textElement('AssumedRoleId', `AROASIMULATEDROLE000:${sessionName}`) + textElement('Arn', arn);
  return element('Credentials', content) + element('AssumedRoleUser', user);
}

function readDuration(text: string | null, longest: number, isChained: boolean): number {
  if (text === null) return Math.min(DEFAULT_DURATION_SECONDS, longest);
  const seconds = Number(text);
  if (isChained && seconds > LONGEST_CHAINED_SECONDS) {
    throw new ServiceError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
  if (seconds > longest && seconds <= LONGEST_SECONDS) {
    throw new ServiceError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  if (Number.isInteger(seconds) && seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS) return seconds;
  throw invalid('durationSeconds', text, `must be from ${SHORTEST_SECONDS} to ${LONGEST_SECONDS}`);
}

function invalid(name: string, value: string, rule: string): ServiceError {
  return new ServiceError(
    'ValidationError',
    `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: Member ${rule}`,
  );
}
