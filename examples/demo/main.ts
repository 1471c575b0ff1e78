import { Ec2WorkerClient } from 'ec2-worker-client';
import { type DemoCommand, HELP, readCommandLine, UsageError } from './command-line.js';
import { askForConsent } from './consent.js';
import { Crew } from './crew.js';
import { INTERRUPTED, watchForInterruption } from './interruption.js';
import { paint, tell } from './screen.js';
import { awsStage, emulatorStage } from './server-stages.js';
import { simulatedStage } from './simulated-stage.js';
import type { Stage } from './stage.js';
import { tellStory } from './story.js';

// With its first client the SDK announces the end of its support for Node 20, in the middle of the story.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const EXIT_CODES = { done: 0, failed: 1, misused: 2, interrupted: INTERRUPTED } as const;

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  try {
    const command = readCommandLine(words);
    if (command.kind === 'help') {
      console.log(HELP);
      return EXIT_CODES.done;
    }
    return await run(command);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\nnpm run demo -- --help lists the options.`);
    return EXIT_CODES.misused;
  }
}

async function run(command: Exclude<DemoCommand, { kind: 'help' }>): Promise<number> {
  const stage = await setStage(command);
  await using client = new Ec2WorkerClient(stage.clientOptions);
  if (command.kind === 'aws' && !(await askForConsent(client, command))) {
    console.log('Nothing was launched.');
    return EXIT_CODES.done;
  }
  console.log(`Three workers on ${stage.title}`);
  return await perform(stage, client);
}

async function setStage(command: Exclude<DemoCommand, { kind: 'help' }>): Promise<Stage> {
  switch (command.kind) {
    case 'simulated':
      return await simulatedStage();
    case 'emulator':
      return emulatorStage(command);
    case 'aws':
      return awsStage(command);
  }
}

/** Tells the story, and sees to it that nothing of it stays behind, however it ends. */
async function perform(stage: Stage, client: Ec2WorkerClient): Promise<number> {
  const startedAt = performance.now();
  using interruption = watchForInterruption();
  const crew = new Crew(client, stage.clientOptions.clock);
  const now = (): number => (stage.clientOptions.clock ?? Date).now();
  try {
    await tellStory({ client, crew, stage, now, signal: interruption.signal });
    console.log(`\n${paint('bold', stage.summarize((performance.now() - startedAt) / 1_000))}`);
    return EXIT_CODES.done;
  } catch (error) {
    const { aborted } = interruption.signal;
    console.log();
    tell(aborted ? 'Interrupted.' : describeError(error), paint('red', '✖'));
    await cleanUp(crew);
    return aborted ? EXIT_CODES.interrupted : EXIT_CODES.failed;
  } finally {
    await stage.close?.();
  }
}

async function cleanUp(crew: Crew): Promise<void> {
  tell('Terminating what was launched; Ctrl-C once more leaves it as it is.');
  const leftBehind = await crew.disband();
  if (leftBehind.length === 0) tell('Nothing is left behind.', paint('green', '✔'));
  for (const { what, reason } of leftBehind) {
    tell(`${what} may still exist: ${reason}`, paint('red', '✖'));
  }
}

function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
