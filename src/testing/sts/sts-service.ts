import type { CredentialStore } from '../identity/credential-store.js';
import type { WireReply, WireRequest } from '../wire/messages.js';
import type { Caller, ServiceCall, SimulatedService } from '../wire/service.js';
import { ServiceError } from '../wire/service-error.js';
import { element, textElement } from '../wire/xml.js';
import { assumeRole } from './assume-role.js';

const HEADERS = { 'content-type': 'text/xml' } as const;
const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

type StsAction = (form: URLSearchParams, caller: Caller) => string;

/** STS, in the Query protocol: who the caller is, and temporary credentials for a role. */
export class StsService implements SimulatedService {
  readonly name = 'sts';
  readonly codes = {
    unknownKey: 'InvalidClientTokenId',
    expired: 'ExpiredToken',
    signedTooLongAgo: 'SignatureDoesNotMatch',
    signedInFuture: 'SignatureDoesNotMatch',
  } as const;
  readonly #actions: ReadonlyMap<string, StsAction>;

  constructor(accountId: string, credentials: CredentialStore) {
    this.#actions = new Map<string, StsAction>([
      ['GetCallerIdentity', (_, caller) => describeCaller(accountId, caller)],
      ['AssumeRole', (form) => assumeRole(form, credentials)],
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

function describeCaller(accountId: string, caller: Caller): string {
  return (
    textElement('Arn', caller.arn) +
    textElement('UserId', caller.accessKeyId) +
    textElement('Account', accountId)
  );
}

function writeReply(action: string, result: string, requestId: string): WireReply {
  const metadata = element('ResponseMetadata', textElement('RequestId', requestId));
  const content = element(`${action}Result`, result) + metadata;
  const body = `<${action}Response xmlns="${NAMESPACE}">${content}</${action}Response>`;
  return { statusCode: 200, headers: HEADERS, body };
}
