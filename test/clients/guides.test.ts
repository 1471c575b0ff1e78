import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGuide } from '../docs/guide-text.js';
import { isInstalled, runProgram } from './run-program.js';
import { type ServedAws, serveAws } from './served-aws.js';

const REQUIRED = process.env['CI_REQUIRE_CLIENTS'] !== undefined;

let served: ServedAws;

beforeAll(async () => {
  // The waiters of these clients look every 15 s, so each has to find its state at the first look.
  served = await serveAws(AT_ONCE);
});

afterAll(async () => {
  await served.aws.close();
});

const AT_ONCE = { pendingMs: 1, initializingMs: 1, stoppingMs: 1, shuttingDownMs: 1 };

describe.skipIf(!REQUIRED && !isInstalled('python3', ['-c', 'import boto3']))(
  'the guide for those who come from boto3 (needs `python3` with boto3)',
  () => {
    it('shows a program that runs', async () => {
      const script = fileURLToPath(new URL('../../examples/guides/launch_with_boto3.py', import.meta.url));

      const { exitCode, stdout, stderr } = await runProgram('python3', [script], served.variables);

      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(stdout.trim()).toMatch(/^172\.31\.[\d.]+$/);
    });
  },
);

describe.skipIf(!REQUIRED && !isInstalled('aws', ['--version']))('the health runbook (needs `aws`)', () => {
  const commands = [...readGuide('health-runbook.md').matchAll(/^ *(aws ec2 .*)$/gm)].map(
    ([, command = '']) => command,
  );

  /** What the simulated AWS does not know is at least understood by the CLI. */
  const onlyParsed = (command: string) => command.includes('describe-volume-status');

  it('has commands for the AWS CLI that work as they stand', async () => {
    const launch = 'aws ec2 run-instances --image-id ami-0123456789abcdef0 --instance-type c5.2xlarge';
    const inShell = (command: string, ID = '') =>
      runProgram('bash', ['-c', command], { ...served.variables, REGION: 'eu-west-1', ID });
    const { stdout } = await inShell(
      `${launch} --region $REGION --query Instances[0].InstanceId --output text`,
    );

    expect(commands.length).toBeGreaterThan(7);
    for (const command of commands) {
      const words = onlyParsed(command) ? `${command} --generate-cli-skeleton output` : command;
      const { exitCode, stderr } = await inShell(words, stdout.trim());
      expect({ command, exitCode, stderr }).toEqual({ command, exitCode: 0, stderr: '' });
    }
  });
});
