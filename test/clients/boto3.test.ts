import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isInstalled, runProgram } from './run-program.js';
import { type ServedAws, serveAws } from './served-aws.js';

const SCRIPT = fileURLToPath(new URL('./lifecycle.py', import.meta.url));

// Where the clients are required, their absence has to fail the run rather than thin it out.
const absent =
  process.env['CI_REQUIRE_CLIENTS'] === undefined && !isInstalled('python3', ['-c', 'import boto3']);

describe.skipIf(absent)('boto3 (needs `python3` with boto3)', () => {
  let served: ServedAws;

  beforeAll(async () => {
    served = await serveAws();
  });

  afterAll(async () => {
    await served.aws.close();
  });

  it('takes instances through their life, and reads every answer as it is meant', async () => {
    served.aws.fail({ action: 'MonitorInstances', code: 'InsufficientInstanceCapacity' });

    const { exitCode, stdout, stderr } = await runProgram('python3', [SCRIPT], served.variables);

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      account: '123456789012',
      assumed_role: 'arn:aws:sts::123456789012:assumed-role/worker/session',
      launched: ['pending', 'pending'],
      launched_twice: true,
      launch_time_has_zone: true,
      tags: { Name: 'Löwe <&> 😀', stage: 'test' },
      page_sizes: [5, 2],
      checks: ['ok', 'ok', 'ok'],
      stopping: [['running', 'stopping']],
      stop_reason: 'Client.UserInitiatedShutdown',
      snapshot: ['pending', 8, '123456789012'],
      snapshot_is_gone: ['InvalidSnapshot.NotFound', 400],
      final_state: 'terminated',
      fencing: ['1', '2'],
      families: ['Provisioned Throughput', 'Storage', 'System Operation'],
      errors: {
        dry_run: ['DryRunOperation', 412],
        not_found: ['InvalidInstanceID.NotFound', 400],
        malformed: ['InvalidInstanceID.Malformed', 400],
        start_terminated: ['IncorrectInstanceState', 400],
        filter: ['InvalidParameterValue', 400],
        assume_denied: ['AccessDenied', 403],
        condition: ['ConditionalCheckFailedException', 400],
        no_table: ['ResourceNotFoundException', 400],
        planned: ['InsufficientInstanceCapacity', 500],
      },
    });
  });
});
