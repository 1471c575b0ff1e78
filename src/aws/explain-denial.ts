import { isRecord } from '../errors/describe-type.js';
import { PermissionDeniedError } from '../errors/permission-denied-error.js';
import type { DecodedDenial } from '../errors/worker-error-details.js';
import { adviseOnDenial } from './read-permission-denial.js';

/** The same refusal, with what STS has decoded of it: in its message, and as data. */
export function explainDenial(error: PermissionDeniedError, decodedMessage: string): PermissionDeniedError {
  const decoded = readDecodedDenial(decodedMessage);
  if (decoded === undefined) return error;
  const { message, action, denySource, encodedMessage } = error;
  const advice = adviseOnDenial({ denySource, encodedMessage }, action);
  const better = adviseOnDenial({ decoded }, decoded.action ?? action);
  // The texts go in by functions: a "$" in the name of a resource must not be taken for a pattern.
  const explained = new PermissionDeniedError({
    message: message.includes(advice) ? message.replace(advice, () => better) : `${message} ${better}`,
    code: error.code,
    operation: error.operation,
    region: error.region,
    instanceIds: error.instanceIds,
    requestId: error.requestId,
    httpStatus: error.httpStatus,
    retryable: error.retryable,
    fallbackScope: error.fallbackScope,
    clientToken: error.clientToken,
    cause: error.cause,
    action,
    resource: error.resource ?? decoded.resource,
    denySource,
    encodedMessage,
    decoded,
  });
  if (error.stack !== undefined) explained.stack = error.stack.replace(message, () => explained.message);
  return explained;
}

/**
 * Reads what DecodeAuthorizationMessage answers; `undefined` for something else.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
function readDecodedDenial(decodedMessage: string): DecodedDenial | undefined {
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
