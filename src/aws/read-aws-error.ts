/** A code with the text that came with it. */
export interface CodedText {
  readonly code: string;
  readonly text: string;
  /** Whether it stands for an error of its own, rather than for another spelling of the same. */
  readonly isSeparate: boolean;
}

/** What can be read off anything that was thrown while calling AWS. */
export interface AwsErrorReport {
  /** Every code that the error goes by, the most telling first; empty where it has none. */
  readonly codes: readonly CodedText[];
  readonly text: string;
  /** Whether a service answered it, rather than the SDK or the network. */
  readonly answered: boolean;
  readonly httpStatus: number | undefined;
  readonly requestId: string | undefined;
  /** In seconds, as the service asks. */
  readonly retryAfterSeconds: number | undefined;
  /** `host:port`, or one of them, as far as a network error tells. */
  readonly host: string | undefined;
}

/** Anything with properties, none of which can be trusted to be there. */
type Unknown = Readonly<Record<string, unknown>>;

/** Names that say nothing of the reason. */
const GENERIC_NAME =
  /^(?:Error|\w*ServiceException|Unknown(?:Error)?|(?:Type|Syntax|Range|Reference|Aggregate)Error)$/;

/** Reads an error of the SDK, of Node, of a custom request handler, or whatever else was thrown. */
export function readAwsError(thrown: unknown): AwsErrorReport {
  const error = asObject(thrown);
  const metadata = asObject(error['$metadata']);
  const response = asObject(error['$response']);
  return {
    codes: readCodes(error),
    text: readText(thrown),
    answered: error['$fault'] !== undefined || error['Code'] !== undefined,
    httpStatus: asNumber(metadata['httpStatusCode']) ?? asNumber(response['statusCode']),
    requestId: asText(metadata['requestId']) ?? asText(asObject(response['headers'])['x-amzn-requestid']),
    retryAfterSeconds: readRetryAfter(asObject(response['headers'])),
    host: readHost(error),
  };
}

/** The errors that an error was caused by or gathers, nearest first, without itself. */
export function causesOf(thrown: unknown): readonly unknown[] {
  const causes = new Set<unknown>();
  let level: readonly unknown[] = [thrown];
  for (let depth = 0; depth < 10 && level.length > 0; depth += 1) {
    level = level.flatMap(directCauses).filter((cause) => cause !== thrown && !causes.has(cause));
    for (const cause of level) causes.add(cause);
  }
  return [...causes];
}

function directCauses(thrown: unknown): readonly unknown[] {
  const { cause, errors } = asObject(thrown);
  return [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])].filter(
    (each) => each !== undefined,
  );
}

function readCodes(error: Unknown): readonly CodedText[] {
  const text = readText(error);
  const own = [error['code'], error['name'], error['Code'], asObject(error['Error'])['Code']]
    .map(asText)
    .filter((code) => code !== undefined && !GENERIC_NAME.test(code));
  const listed = readListedErrors(error);
  return [...new Set(own as string[])].map((code) => ({ code, text, isSeparate: false })).concat(listed);
}

/** Several `<Error>` elements in one answer: the SDK hangs them on the error by number. */
function readListedErrors(error: Unknown): CodedText[] {
  const listed: CodedText[] = [];
  for (let index = 0; index in error; index += 1) {
    const each = asObject(error[String(index)]);
    const code = asText(each['Code']);
    if (code !== undefined) listed.push({ code, text: asText(each['Message']) ?? '', isSeparate: true });
  }
  return listed;
}

function readText(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  const text = asText(asObject(thrown)['message']) ?? '';
  return GENERIC_NAME.test(text) ? '' : text;
}

/** `Retry-After` also comes as a date, but not from AWS. */
function readRetryAfter(headers: Unknown): number | undefined {
  const seconds = Number(asText(headers['retry-after']) ?? Number.NaN);
  if (seconds >= 0) return seconds;
  const milliseconds = Number(asText(headers['x-amz-retry-after']) ?? Number.NaN);
  return milliseconds >= 0 ? milliseconds / 1_000 : undefined;
}

function readHost(error: Unknown): string | undefined {
  const host = asText(error['hostname']) ?? asText(error['address']);
  const port = asNumber(error['port']);
  if (host === undefined) return port === undefined ? undefined : `port ${port}`;
  return port === undefined ? host : `${host}:${port}`;
}

function asObject(value: unknown): Unknown {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? (value as Unknown)
    : {};
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
