import { isRecord } from '../errors/describe-type.js';
import { PermissionDeniedError } from '../errors/permission-denied-error.js';
import type { DecodedDenial } from '../errors/worker-error-details.js';
import { adviseOnDenial } from './read-permission-denial.js';

/** The same refusal, with what STS has decoded of it: in its message, and as data. */
export function explainDenial(error: PermissionDeniedError, decodedMessage: string): PermissionDeniedError {
  const decoded = readDecodedDenial(decodedMessage);
  if (decoded === undefined) return error;
  const { action, cause } = error;
  const advice = adviseOnDenial(error, action);
  const better = adviseOnDenial({ ...error, decoded }, decoded.action ?? action);
  const explained = new PermissionDeniedError({
    ...error,
    message: error.message.includes(advice)
      ? error.message.replace(advice, better)
      : `${error.message} ${better}`,
    resource: error.resource ?? decoded.resource,
    decoded,
    cause,
  });
  if (error.stack !== undefined) explained.stack = error.stack.replace(error.message, explained.message);
  return explained;
}

/**
 * Reads what DecodeAuthorizationMessage answers; `undefined` for something else.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
export function readDecodedDenial(decodedMessage: string): DecodedDenial | undefined {
  const decoded = parse(decodedMessage);
  if (decoded === undefined) return undefined;
  const context = asRecord(decoded['context']);
  return {
    explicitDeny: decoded['explicitDeny'] === true,
    statements: itemsOf(decoded['matchedStatements']).flatMap((item) => textOf(item['statementId']) ?? []),
    principalArn: textOf(asRecord(context['principal'])['arn']),
    action: textOf(context['action']),
    resource: textOf(context['resource']),
    conditions: Object.fromEntries(
      itemsOf(context['conditions']).map((item) => [
        textOf(item['key']) ?? '',
        itemsOf(item['values']).flatMap(({ value }) => textOf(value) ?? []),
      ]),
    ),
  };
}

type Data = Readonly<Record<string, unknown>>;

function parse(text: string): Data | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Lists come as `{ items: […] }`. */
function itemsOf(list: unknown): Data[] {
  const { items } = asRecord(list);
  return Array.isArray(items) ? items.map(asRecord) : [];
}

function asRecord(value: unknown): Data {
  return isRecord(value) ? value : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
