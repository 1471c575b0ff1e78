import { describe, expect, it } from 'vitest';
import { AbortedError } from '../../src/errors/aborted-error.js';
import { Ec2WorkerError } from '../../src/errors/ec2-worker-error.js';
import { failureMessage } from '../../src/errors/failure-message.js';
import { InvalidParameterError } from '../../src/errors/invalid-parameter-error.js';
import { LaunchFailedError } from '../../src/errors/launch-failed-error.js';
import { LicenseError } from '../../src/errors/license-error.js';
import { NetworkError } from '../../src/errors/network-error.js';
import { SettingsError } from '../../src/errors/settings-error.js';
import { ThrottledError } from '../../src/errors/throttled-error.js';
import type { LaunchResult } from '../../src/model/launch-result.js';
import type { WorkerInstance } from '../../src/model/worker-instance.js';

const since = new Date('2026-01-02T03:04:05.000Z');

describe('failureMessage', () => {
  it.each([
    [{ text: 'No.' }, 'No.'],
    [{ text: 'No', code: 'Code' }, 'No (Code).'],
    [{ text: 'No', requestId: 'r' }, 'No (request r).'],
    [{ operation: 'stopInstance', text: 'No', advice: 'Go.' }, 'stopInstance failed: No. Go.'],
    [{ operation: 'list', region: 'us-east-1', text: 'No' }, 'list in us-east-1 failed: No.'],
    [{ operation: 'stop', instanceIds: ['a', 'b', 'c'], text: 'No' }, 'stop a, b, c failed: No.'],
    [
      { operation: 'stop', instanceIds: ['a', 'b', 'c', 'd', 'e'], text: 'No' },
      'stop a, b, c and 2 more failed: No.',
    ],
    [{ text: 'line\n  and  line\n' }, 'line and line.'],
  ])('of %o is %s', (report, expected) => {
    expect(failureMessage(report)).toBe(expected);
  });

  it('cuts secrets out before it joins the lines, so that the rest of the message stays', () => {
    const text = 'POST\nauthorization: AWS4 SECRET\nhost: a';

    const message = failureMessage({ text, code: 'SignatureDoesNotMatch', advice: 'Go.' });

    expect(message).toBe('POST authorization: [redacted] host: a (SignatureDoesNotMatch). Go.');
    expect(new Ec2WorkerError({ message }).message).toBe(message);
  });

  it('cuts a text that goes on and on', () => {
    expect(failureMessage({ text: 'x'.repeat(5_000) })).toBe(`${'x'.repeat(400)}….`);
  });
});

describe('InvalidParameterError', () => {
  it.each([
    [
      { operation: 'createInstance', parameter: 'tags', expected: 'at most 50 tags', received: '51 tags' },
      'createInstance: tags must be at most 50 tags, got 51 tags.',
    ],
    [{ parameter: 'name' }, 'name is not valid.'],
    [{ operation: 'addTags' }, 'addTags: an input is not valid.'],
    [{ parameter: 'userData', expected: 'at most 16 KB' }, 'userData must be at most 16 KB.'],
  ])('composes its message of %o', (options, message) => {
    const error = new InvalidParameterError(options);

    expect(error.message).toBe(message);
    expect(error).toMatchObject(options);
  });
});

describe('ThrottledError', () => {
  it('can be told not to be retryable', () => {
    expect(new ThrottledError({ message: 'No.', retryable: false }).retryable).toBe(false);
  });
});

describe('LaunchFailedError', () => {
  const failure = new NetworkError({ message: 'No capacity.' });
  const attempt = {
    instanceType: 'm8i.xlarge',
    subnetId: undefined,
    market: 'on-demand' as const,
    clientToken: 'token',
    requested: 3,
    launched: 1,
    error: failure,
  };
  const result: LaunchResult = {
    instances: [{ instanceId: 'i-1' } as WorkerInstance],
    failures: [{ count: 2, error: failure }],
    attempts: [attempt],
    complete: false,
    warnings: [],
    rolledBack: undefined,
  };

  it('counts what there is, and says why there is no more', () => {
    const error = new LaunchFailedError({ operation: 'createInstances', region: 'us-east-1', result });

    expect(error.message).toBe(
      'createInstances in us-east-1 failed: 1 of 3 instances were launched, in 1 attempt. The one that exists is in result.instances: use or terminate it. No capacity.',
    );
    expect(error).toMatchObject({ instanceIds: ['i-1'], cause: failure, result });
  });

  it('counts the instances that are left', () => {
    const instances = ['i-1', 'i-2'].map((instanceId) => ({ instanceId }) as WorkerInstance);

    const error = new LaunchFailedError({ result: { ...result, instances } });

    expect(error.message).toContain('The 2 that exist are in result.instances: use or terminate them.');
    expect(error.instanceIds).toEqual(['i-1', 'i-2']);
  });

  it('has nothing to clean up when nothing was launched', () => {
    const error = new LaunchFailedError({ result: { ...result, instances: [] } });

    expect(error.message).toBe('launch failed: 0 of 2 instances were launched, in 1 attempt. No capacity.');
  });

  it('writes the errors of its attempts by name and message', () => {
    const json = new LaunchFailedError({ result }).toJSON();

    expect(json['result']).toMatchObject({
      failures: [{ count: 2, error: { name: 'NetworkError', message: 'No capacity.' } }],
    });
  });
});

describe('LicenseError', () => {
  it('writes every word of the host, of the authorization, too', () => {
    const words = { registration: 'COMPLETED', authorization: 'OUT_OF_COMPLIANCE', failure: 'none left' };

    const error = new LicenseError({ message: 'No licence.', ...words });

    expect(error.toJSON()).toMatchObject(words);
    expect(new LicenseError({ message: 'No licence.' }).toJSON()).not.toHaveProperty('authorization');
  });
});

describe('AbortedError', () => {
  it('can be made of nothing', () => {
    expect(new AbortedError().message).toBe('The call was aborted by its signal.');
  });

  it("keeps the signal's reason as it is, whatever is in it", () => {
    const reason = { password: 'known to the caller, who gave it' };

    expect(new AbortedError({ cause: reason }).cause).toBe(reason);
  });
});

describe('SettingsError', () => {
  it('lists every problem with its path', () => {
    const problems = [
      { path: 'cml.license.token', message: 'must be text' },
      { path: '', message: 'must be an object' },
    ];

    const error = new SettingsError({ operation: 'loadWorkerSettings', problems });

    expect(error.message).toBe(
      'loadWorkerSettings: the settings have 2 problems:\n  cml.license.token — must be text\n  (settings) — must be an object',
    );
    expect(error.problems).toEqual(problems);
  });

  it('counts a single one', () => {
    const error = new SettingsError({ problems: [{ path: 'aws', message: 'is missing' }] });

    expect(error.message).toBe('the settings have 1 problem:\n  aws — is missing');
  });
});

describe('Ec2WorkerError', () => {
  it('has what its options say, and defaults', () => {
    const options = {
      message: 'No.',
      code: 'Code',
      operation: 'stopInstance',
      region: 'us-east-1',
      requestId: 'r',
      httpStatus: 400,
      clientToken: 'token',
    };

    const error = new Ec2WorkerError(options);

    expect(error).toMatchObject({ ...options, instanceIds: [], retryable: false, fallbackScope: 'none' });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      ...options,
      name: 'Ec2WorkerError',
      kind: 'unknown',
      instanceIds: [],
      retryable: false,
      fallbackScope: 'none',
    });
  });

  it('writes whatever hangs on it as plain data', () => {
    const odd = {
      big: 1n,
      at: since,
      never: new Date(Number.NaN),
      holder: new Map(),
      call: () => 1,
      none: null,
    };
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;

    const json = Object.assign(new Ec2WorkerError({ message: 'No.' }), { odd, circular }).toJSON();

    expect(json['odd']).toEqual({
      big: '1',
      at: since.toISOString(),
      never: null,
      holder: '[object]',
      call: undefined,
      none: null,
    });
    expect(JSON.stringify(json)).toContain('[nested too deep]');
  });
});
