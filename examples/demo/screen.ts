import { setTimeout as delay } from 'node:timers/promises';
import { stripVTControlCharacters, styleText } from 'node:util';
import type { InstanceStatusChecks, WaitProgress, WorkerInstance } from 'ec2-worker-client';
import { Listr } from 'listr2';

const WIDTH = 78;
const PAUSE_MS = 200;

const isTerminal = process.stdout.isTTY;
const isColored = isTerminal && process.env['NO_COLOR'] === undefined;

type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan';

/** Colors a text, on a terminal only. */
export function paint(style: Style, text: string): string {
  return isColored ? styleText(style, text) : text;
}

/** Begins a chapter of the story; on a terminal, after the time that it takes to read the last one. */
export async function chapter(title: string): Promise<void> {
  if (isTerminal) await delay(PAUSE_MS);
  console.log(`\n${paint('bold', title)}`);
}

/** Tells something in one paragraph, behind a mark. */
export function tell(text: string, mark: string = paint('cyan', '→')): void {
  const [first = '', ...others] = wrap(text, WIDTH - 4);
  console.log([`${mark} ${first}`, ...others.map((line) => `  ${line}`)].join('\n'));
}

/** One line of a live display. */
export interface LiveLine {
  readonly title: string;
  /** Does the work; `update` rewrites the line, and so does the text that it comes to. */
  run(update: (text: string) => void, signal: AbortSignal): Promise<string>;
}

/**
 * Does several things at once, each with a live line of its own. Without a terminal, every update is a new
 * line instead. The first failure ends the rest.
 */
export async function showTogether(lines: readonly LiveLine[], signal: AbortSignal): Promise<void> {
  const failure = new AbortController();
  const both = AbortSignal.any([signal, failure.signal]);
  const tasks = new Listr(
    lines.map((line) => ({
      title: line.title,
      task: async (_context, task) => {
        const update = (text: string): void => {
          if (text === task.title) return;
          task.title = text;
          if (!isTerminal) task.output = text;
        };
        try {
          task.title = await line.run(update, both);
        } catch (error) {
          failure.abort(error);
          throw error;
        }
      },
    })),
    {
      concurrent: true,
      exitOnError: false,
      registerSignalListeners: false,
      fallbackRenderer: 'simple',
      rendererOptions: { collapseErrors: false, showErrorMessage: false },
    },
  );
  await tasks.run();
  if (failure.signal.aborted) throw failure.signal.reason;
}

/** Shows the progress of a wait in a worker's live line. */
export function showProgress(
  worker: WorkerInstance,
  update: (text: string) => void,
): (progress: WaitProgress) => void {
  return ({ instanceState = 'not visible yet', checks }) => {
    const state = [instanceState, checks === undefined ? '' : describeChecks(checks)];
    update(`${nameOf(worker)}  ${state.filter(Boolean).join(', ')}`);
  };
}

/** The two checks that EC2 makes of every instance, or nothing while it makes none. */
function describeChecks({ instanceStatus, systemStatus }: InstanceStatusChecks): string {
  if (instanceStatus === 'not-applicable') return '';
  if (instanceStatus === systemStatus) return `both checks ${instanceStatus}`;
  return `instance check ${instanceStatus}, system check ${systemStatus}`;
}

/** A worker's name and id. */
export function nameOf({ name = 'worker', instanceId }: WorkerInstance): string {
  return `${name}  ${paint('dim', instanceId)}`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** The columns that a text takes: colors take none. */
function widthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}
