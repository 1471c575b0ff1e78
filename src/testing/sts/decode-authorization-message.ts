import { decodeDenial } from '../iam/access-denial.js';
import { ServiceError } from '../wire/service-error.js';
import { textElement } from '../wire/xml.js';

/**
 * Decodes what EC2 says of a refusal.
 *
 * @returns The content of the result element.
 * @throws ServiceError `InvalidAuthorizationMessageException`
 */
export function decodeAuthorizationMessage(form: URLSearchParams): string {
  const decoded = decodeDenial(form.get('EncodedMessage') ?? '');
  if (decoded !== undefined) return textElement('DecodedMessage', decoded);
  throw new ServiceError('InvalidAuthorizationMessageException', 'The message could not be decoded.');
}
