import { redactText } from './redact-text.js';

/** The pieces of a message. Those that are unknown are left out of it. */
export interface FailureReport {
  readonly operation?: string | undefined;
  readonly instanceIds?: readonly string[] | undefined;
  readonly region?: string | undefined;
  /** The CML host that was called. */
  readonly host?: string | undefined;
  /** Why it failed, one sentence or more, with or without the last full stop. */
  readonly text: string;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  /** What to do now, in whole sentences. */
  readonly advice?: string | undefined;
}

/** Ids beyond these tell a reader nothing; the error's `instanceIds` has them all. */
const MOST_IDS = 3;

/** The longest part of AWS's own text that is kept. */
const LONGEST_TEXT = 400;

/**
 * Composes what an error says:
 * `startInstance i-… in us-east-1 failed: AWS's text (code, request id). What to do.`
 */
export function failureMessage(report: FailureReport): string {
  const { text, code, requestId, advice } = report;
  const subject = describeSubject(report);
  const reference = [code, requestId === undefined ? undefined : `request ${requestId}`]
    .filter((part) => part !== undefined)
    .join(', ');
  const reason = `${shorten(text)}${reference === '' ? '' : ` (${reference})`}.`;
  return [subject === '' ? reason : `${subject} failed: ${reason}`, advice].filter(Boolean).join(' ');
}

/**
 * How to find out what became of a launch whose reply is lost: by its `token`, if that is the caller's to give
 * again; by the caller's launch `key`, of which the token is made; or by a `search`, since the token is one that
 * only this launch could use.
 */
export type LaunchRecovery = 'token' | 'key' | 'search';

/** What to do about a launch of which nobody knows whether it was carried out: a bare retry may launch again. */
export function adviseOnLostLaunch(clientToken: string, recovery: LaunchRecovery = 'token'): string {
  switch (recovery) {
    case 'token':
      return `Launch again with clientToken "${clientToken}": if there is an instance already, EC2 returns that one.`;
    case 'key':
      return 'Launch again with the same launchKey: what there is already will be found.';
    case 'search':
      return `Look for what it has launched by listInstances({ clientTokens: ["${clientToken}"] }) before launching again.`;
  }
}

/** What was tried, on what, where: `startInstance i-… in us-east-1`, `labs on 203.0.113.7:443`. */
export function describeSubject(
  report: Pick<FailureReport, 'operation' | 'instanceIds' | 'region' | 'host'>,
): string {
  const { operation, instanceIds = [], region, host } = report;
  const where = [
    region === undefined ? undefined : `in ${region}`,
    host === undefined ? undefined : `on ${host}`,
  ];
  return [operation, listIds(instanceIds), ...where]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

function listIds(instanceIds: readonly string[]): string {
  const rest = instanceIds.length - MOST_IDS;
  const listed = instanceIds.slice(0, MOST_IDS).join(', ');
  return rest > 0 ? `${listed} and ${rest} more` : listed;
}

function shorten(text: string): string {
  // Before the lines become one: a secret in a header reaches to the end of its line.
  const line = redactText(text).replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  if (line === '') return 'no reason was given';
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)}…` : line;
}
