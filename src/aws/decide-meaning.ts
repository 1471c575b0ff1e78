import type { WorkerErrorKind } from '../errors/worker-error-kind.js';
import { adviseOnStatus } from './advice.js';
import { meaningOfCode, meaningOfKnownCode } from './aws-error-codes.js';
import { meaningOfConfigurationFault } from './configuration-faults.js';
import type { CodeMeaning } from './error-codes/code-meaning.js';
import { type AwsErrorReport, type CodedText, causesOf, readAwsError } from './read-aws-error.js';

/** What an error means, and what of it to tell. */
export interface Decision {
  readonly meaning: CodeMeaning;
  /** The code that decided; without one that is known, the error's own. */
  readonly code: string | undefined;
  /** AWS's words, or ours where there are none. */
  readonly text: string;
  /** What was read off the error that decided: the one thrown, or one in its causes. */
  readonly report: AwsErrorReport;
}

/** Of several codes in one answer the one that the caller can do most about decides. */
const MOST_ACTIONABLE_FIRST: readonly WorkerErrorKind[] = [
  'permission-denied',
  'authentication',
  'throttled',
  'quota-exceeded',
  'invalid-parameter',
  'instance-not-found',
  'resource-not-found',
  'insufficient-capacity',
  'operation-not-permitted',
  'incorrect-state',
  'conflict',
  'unsupported',
  'service-unavailable',
  'network',
];

/** Decides by code, else by HTTP status, else by the causes, else by what the SDK says. */
export function decideMeaning(thrown: unknown, action: string | undefined): Decision {
  const report = readAwsError(thrown);
  return (
    decideByCode(report, action) ??
    decideByStatus(report) ??
    decideByCauses(thrown, report, action) ??
    decideByText(report)
  );
}

function decideByCode(report: AwsErrorReport, action: string | undefined): Decision | undefined {
  const candidates = report.codes.flatMap((coded) => {
    // The wording of a name is a hint in a service's answer only: any library may have an InvalidStateError.
    const isServiceCode = report.answered || report.httpStatus !== undefined || coded.code.includes('.');
    const meaning = (isServiceCode ? meaningOfCode : meaningOfKnownCode)(coded.code, {
      text: coded.text,
      action,
    });
    return meaning === undefined ? [] : [{ meaning, coded }];
  });
  const [best] = candidates.toSorted((one, other) => rank(one.meaning) - rank(other.meaning));
  if (best === undefined) return undefined;
  return { meaning: best.meaning, code: best.coded.code, text: textOf(report, best.coded), report };
}

function rank({ kind }: CodeMeaning): number {
  const index = MOST_ACTIONABLE_FIRST.indexOf(kind);
  return index === -1 ? MOST_ACTIONABLE_FIRST.length : index;
}

/** The decisive code goes in brackets after the text, so only the others are spelt out. */
function textOf(report: AwsErrorReport, decisive: CodedText): string {
  const others = report.codes.filter((coded) => coded.isSeparate && coded !== decisive);
  return [decisive.text, ...others.map(({ code, text }) => `also ${code}: ${text}`)]
    .map((part) => part.replace(/\.$/, ''))
    .join('; ');
}

function decideByStatus(report: AwsErrorReport): Decision | undefined {
  const { httpStatus, codes } = report;
  if (httpStatus === undefined) return undefined;
  const [coded] = codes;
  const text = coded === undefined ? describeStatus(report, httpStatus) : textOf(report, coded);
  const meaning = isCutOff(report) ? FOREIGN_REPLY : meaningOfStatus(httpStatus, coded !== undefined);
  return { meaning, code: coded?.code, text, report };
}

/** AWS has refused, as its request id tells, but its reasons have not arrived: AWS never refuses without a code. */
function isCutOff({ httpStatus = 0, codes, requestId }: AwsErrorReport): boolean {
  return httpStatus >= 400 && httpStatus < 500 && codes.length === 0 && requestId !== undefined;
}

function meaningOfStatus(httpStatus: number, isCoded: boolean): CodeMeaning {
  if (httpStatus >= 500) return { kind: 'service-unavailable' };
  if (httpStatus === 429) return { kind: 'throttled' };
  if (httpStatus >= 200 && httpStatus < 300) return FOREIGN_REPLY;
  return isCoded ? { kind: 'unknown' } : { kind: 'unknown', advice: adviseOnStatus(httpStatus) };
}

/** What to do about an answer that is not one of AWS. */
export const FOREIGN_REPLY_ADVICE = 'Is there a proxy or a captive portal in between? Try again.';

const FOREIGN_REPLY: CodeMeaning = { kind: 'network', advice: FOREIGN_REPLY_ADVICE };

function describeStatus(report: AwsErrorReport, httpStatus: number): string {
  const { text } = report;
  if (isCutOff(report)) return `answered with HTTP ${httpStatus}, but not to the end`;
  if (httpStatus >= 200 && httpStatus < 300)
    return `answered with HTTP ${httpStatus}, but not by AWS, or not to the end`;
  // The SDK's account of where its parser stopped helps nobody.
  return text === '' || isParseError(text)
    ? `HTTP ${httpStatus} without an error code`
    : `HTTP ${httpStatus}: ${text}`;
}

function isParseError(text: string): boolean {
  return /XML parse error|Deserialization error/i.test(text);
}

function decideByCauses(
  thrown: unknown,
  report: AwsErrorReport,
  action: string | undefined,
): Decision | undefined {
  for (const cause of causesOf(thrown)) {
    const decision = decideByCode(readAwsError(cause), action);
    if (decision === undefined) continue;
    return { ...decision, text: report.text === '' ? decision.text : `${report.text}: ${decision.text}` };
  }
  return undefined;
}

function decideByText(report: AwsErrorReport): Decision {
  const { text, codes } = report;
  const meaning: CodeMeaning = isParseError(text)
    ? { kind: 'network', advice: FOREIGN_REPLY_ADVICE }
    : (meaningOfConfigurationFault(text) ?? { kind: 'unknown' });
  return { meaning, code: codes[0]?.code, text: text === '' ? 'Unknown error' : text, report };
}
