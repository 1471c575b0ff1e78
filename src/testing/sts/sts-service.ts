import { type AccessRequest, accessTo } from '../iam/access-request.js';
import type { RoleStore } from '../iam/role-store.js';
import type { CredentialStore } from '../identity/credential-store.js';
import type { WireReply, WireRequest } from '../wire/messages.js';
import type { Caller, ServiceCall, SimulatedService } from '../wire/service.js';
import { ServiceError } from '../wire/service-error.js';
import { element, textElement } from '../wire/xml.js';
import { assumeRole } from './assume-role.js';
import { decodeAuthorizationMessage } from './decode-authorization-message.js';

const HEADERS = { 'content-type': 'text/xml' } as const;
const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

type StsAction = (form: URLSearchParams, caller: Caller) => string;

/** STS, in the Query protocol: who the caller is, credentials for a role, and what a refusal was about. */
export class StsService implements SimulatedService {
  readonly name = 'sts';
  readonly codes = {
    unknownKey: 'InvalidClientTokenId',
    expired: 'ExpiredToken',
    signedTooLongAgo: 'SignatureDoesNotMatch',
    signedInFuture: 'SignatureDoesNotMatch',
    denied: 'AccessDenied',
  } as const;
  readonly #actions: ReadonlyMap<string, StsAction>;

  constructor(credentials: CredentialStore, roles: RoleStore) {
    this.#actions = new Map<string, StsAction>([
      ['GetCallerIdentity', (_, caller) => describeCaller(caller)],
      ['AssumeRole', (form, caller) => assumeRole(form, caller, { credentials, roles })],
      ['DecodeAuthorizationMessage', decodeAuthorizationMessage],
    ]);
  }

  actionOf(request: WireRequest): string {
    return new URLSearchParams(request.body).get('Action') ?? '';
  }

  read(request: WireRequest): ServiceCall {
    const form = new URLSearchParams(request.body);
    const name = form.get('Action') ?? '';
    const action = this.#actions.get(name);
    if (action === undefined) {
      throw new ServiceError('InvalidAction', `Could not find operation ${name} for version 2011-06-15`);
    }
    const parameters = [...form].filter(([key]) => key !== 'Action' && key !== 'Version');
    return {
      parameters: Object.fromEntries(parameters),
      accesses: () => accessesOf(name, form),
      perform: (caller, requestId) => writeReply(name, action(form, caller), requestId),
    };
  }

  writeErrors(errors: readonly ServiceError[], requestId: string): WireReply {
    const list = errors.map((error) =>
      element(
        'Error',
        textElement('Type', 'Sender') +
          textElement('Code', error.code) +
          textElement('Message', error.message),
      ),
    );
    const content = list.join('') + textElement('RequestId', requestId);
    return {
      statusCode: errors[0]?.httpStatus ?? 400,
      headers: HEADERS,
      body: `<ErrorResponse xmlns="${NAMESPACE}">${content}</ErrorResponse>`,
    };
  }
}

/** Everybody may ask who they are, whatever their policies say. */
function accessesOf(name: string, form: URLSearchParams): AccessRequest[] {
  if (name === 'GetCallerIdentity') return [];
  if (name !== 'AssumeRole') return [accessTo(`sts:${name}`)];
  return [{ action: 'sts:AssumeRole', resources: [{ arn: form.get('RoleArn') ?? '*' }] }];
}

function describeCaller(caller: Caller): string {
  return (
    textElement('Arn', caller.arn) +
    textElement('UserId', caller.accessKeyId) +
    textElement('Account', caller.accountId)
  );
}

function writeReply(action: string, result: string, requestId: string): WireReply {
  const metadata = element('ResponseMetadata', textElement('RequestId', requestId));
  const content = element(`${action}Result`, result) + metadata;
  const body = `<${action}Response xmlns="${NAMESPACE}">${content}</${action}Response>`;
  return { statusCode: 200, headers: HEADERS, body };
}
