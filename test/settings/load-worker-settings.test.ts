import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InvalidParameterError } from 'ec2-worker-client';
import { loadWorkerSettings } from 'ec2-worker-client/settings';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { problemsOf, settingsErrorOf } from './problems-of.js';
import { inDirectory } from './temporary-directory.js';

const SECRET = 'U2VjcmV0TGljZW5zZVRva2Vu';
const directory = inDirectory();

function fileOf(text: string): string {
  const file = join(directory(), 'worker-settings.json');
  writeFileSync(file, text);
  return file;
}

/** Settings out of a file alone. */
const fromFile = (text: string) => loadWorkerSettings({ env: {}, file: fileOf(text) });

/** Settings out of the environment alone. */
const fromEnvironment = (env: Record<string, string>) => loadWorkerSettings({ env });

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('loadWorkerSettings', () => {
  it('reads the environment of the process unless another one is given', () => {
    vi.stubEnv('CML_HTTPS_PORT', '9443');

    expect(loadWorkerSettings().cml.httpsPort).toBe(9443);
    expect(loadWorkerSettings({ env: {} }).cml.httpsPort).toBe(443);
  });

  it('reads a file in groups and by flat names, with the schema that it names for editors', () => {
    const { cml, worker } = fromFile(`{
      "$schema": "node_modules/ec2-worker-client/dist/worker-settings.schema.json",
      "cml": { "httpsPort": 8443 },
      "cml_api_port": 8444,
      "worker": { "ami": { "us-east-1": { "ami_id": "ami-0123456789abcdef0" } } },
      "cml_worker_ami_names": { "us-east-1": "CML" }
    }`);

    expect(cml).toMatchObject({ httpsPort: 8443, apiPort: 8444 });
    expect(worker.ami).toEqual({ 'us-east-1': { amiId: 'ami-0123456789abcdef0', amiName: 'CML' } });
  });

  it('takes the file by its URL, and with a byte order mark', () => {
    const file = fileOf('\uFEFF{"cml": {"httpsPort": 8443}}');

    expect(loadWorkerSettings({ env: {}, file: pathToFileURL(file) }).cml.httpsPort).toBe(8443);
  });

  it('puts the environment and the file together, entry by entry', () => {
    const file = fileOf(
      '{"worker": {"ami": {"us-east-1": {"amiName": "CML"}, "eu-west-1": {"amiId": "ami-01234567"}}}}',
    );
    const env = { CML_WORKER_AMI_IDS: '{"us-east-1": "ami-76543210"}' };

    expect(loadWorkerSettings({ env, file }).worker.ami).toEqual({
      'us-east-1': { amiId: 'ami-76543210', amiName: 'CML' },
      'eu-west-1': { amiId: 'ami-01234567' },
    });
  });

  it.each(['true', 'TRUE', '1', 'yes', 'on'])('takes %s for true', (text) => {
    expect(fromEnvironment({ CML_WORKER_AUTO_SHUTDOWN_ENABLED: text }).lifecycle.autoShutdownEnabled).toBe(
      true,
    );
  });

  it.each(['false', 'False', '0', 'no', 'off'])('takes %s for false', (text) => {
    expect(fromEnvironment({ CML_WORKER_AUTO_SHUTDOWN_ENABLED: text }).lifecycle.autoShutdownEnabled).toBe(
      false,
    );
  });

  it('leaves the variables of others alone', () => {
    const others = {
      CML_USER: 'ann',
      CML_PASSWORD: 'x',
      AWS_PROFILE: 'labs',
      AWS_DEFAULT_OUTPUT: 'json',
      VIRL2_URL: 'x',
    };

    expect(fromEnvironment(others).cml.httpsPort).toBe(443);
  });

  it.each([
    [
      'CML_WORKER_DEFUALT_INSTANCE_TYPE',
      'is not a setting. Did you mean "CML_WORKER_DEFAULT_INSTANCE_TYPE"?',
    ],
    ['CML_WORKER_COLOUR', 'is not a setting.'],
    ['CML_HTPS_PORT', 'is not a setting. Did you mean "CML_HTTPS_PORT"?'],
    ['AWS_ALLOWED_REGION', 'is not a setting. Did you mean "AWS_ALLOWED_REGIONS"?'],
    ['CMLVM_AMI_IDS', 'is an old name: use CML_WORKER_AMI_IDS'],
    ['CML_WORKER_INSTANCE_TYPE', 'is an old name: use CML_WORKER_DEFAULT_INSTANCE_TYPE'],
  ])('refuses the variable %s', (name, message) => {
    expect(problemsOf(() => fromEnvironment({ [name]: 'x' }))).toEqual([{ path: name, message }]);
  });
});

it.each([8443, null])('refuses a variable that is no text: %j', (value) => {
  const [problem] = problemsOf(() => fromEnvironment({ CML_HTTPS_PORT: value as never }));

  expect(problem).toMatchObject({ path: 'cml.httpsPort', message: expect.stringMatching(/^must be text/) });
});

describe('JSON that is none', () => {
  it('is told with the place of a trailing comma, in a file', () => {
    const file = fileOf('{\n  "cml": {\n    "httpsPort": 8443,\n  }\n}\n');

    expect(problemsOf(() => loadWorkerSettings({ env: {}, file }))).toEqual([
      { path: '', message: `${file} is not JSON: a comma before the closing bracket at line 3, column 22` },
    ]);
  });

  it('is told with the place of a trailing comma, in a variable', () => {
    const problems = problemsOf(() => fromEnvironment({ CML_WORKER_KEY_PAIRS: '{"us-east-1": "a,}", }' }));

    expect(problems).toEqual([
      {
        path: 'worker.keyPairs',
        message:
          'is not JSON: a comma before the closing bracket at line 1, column 20 (CML_WORKER_KEY_PAIRS)',
      },
    ]);
  });

  it.each([
    ['nothing', '', /is not JSON: it is empty/],
    ['half of it', '{"cml": {', /is not JSON/],
    ['something else', 'port = 443', /is not JSON/],
  ])('is refused: %s', (_, text, message) => {
    expect(problemsOf(() => fromFile(text))).toEqual([{ path: '', message: expect.stringMatching(message) }]);
  });

  it('repeats nothing of the text, in which there may be a secret', () => {
    for (const text of [
      `{"cml_license_token": "${SECRET}",}`,
      `{"cml_license_token": ${SECRET}}`,
      `"${SECRET}`,
    ]) {
      const error = settingsErrorOf(() => fromFile(text));

      expect(JSON.stringify(error) + String(error.stack)).not.toContain(SECRET);
    }
  });

  it('may be JSON, and no object', () => {
    expect(problemsOf(() => fromFile('[]'))).toEqual([
      { path: '', message: 'must be an object, got an empty list' },
    ]);
  });
});

describe('a file', () => {
  it('that is not there is told with its path and the reason', () => {
    const file = join(directory(), 'nowhere.json');

    expect(problemsOf(() => loadWorkerSettings({ env: {}, file }))).toEqual([
      { path: '', message: `${file} cannot be read: ENOENT` },
    ]);
  });

  it('of another host is told as one that cannot be read', () => {
    const file = new URL('file://elsewhere/settings.json');

    expect(problemsOf(() => loadWorkerSettings({ env: {}, file }))).toHaveLength(1);
  });

  it('is told together with what is wrong in the environment', () => {
    const problems = problemsOf(() => loadWorkerSettings({ env: { CML_API_PORT: '' }, file: directory() }));

    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('is empty'),
      expect.stringContaining('cannot be read: EISDIR'),
    ]);
  });
});

describe('two sources that disagree', () => {
  const text = '{"cml": {"httpsPort": 8443}, "cml_license_token": "fromFile"}';
  const env = { CML_HTTPS_PORT: '9443', CML_LICENSE_TOKEN: 'fromEnvironment' };

  it('are told, both by name, without their values', () => {
    const file = fileOf(text);
    const error = settingsErrorOf(() => loadWorkerSettings({ env, file }));

    expect(error.problems).toEqual([
      {
        path: 'cml.httpsPort',
        message: `is said to be two things, by CML_HTTPS_PORT and by cml.httpsPort in ${basename(file)}: remove one of them`,
      },
      {
        path: 'cml.license.token',
        message: expect.stringContaining('CML_LICENSE_TOKEN and by cml_license_token in'),
      },
    ]);
    expect(error.message).not.toMatch(/9443|8443|fromFile|fromEnvironment/);
  });

  it('agree when they say the same', () => {
    const same = { CML_HTTPS_PORT: '8443', CML_LICENSE_TOKEN: 'fromFile' };

    expect(loadWorkerSettings({ env: same, file: fileOf(text) }).cml.httpsPort).toBe(8443);
  });

  it.each([
    ['env', 9443, 'fromEnvironment'],
    ['file', 8443, 'fromFile'],
  ] as const)('are settled by preferring %s', (prefer, port, token) => {
    const { cml } = loadWorkerSettings({ env, file: fileOf(text), prefer });

    expect(cml.httpsPort).toBe(port);
    expect(cml.license.token).toBe(token);
  });

  it('are one source, if it contradicts itself: preferring it is no help', () => {
    const contradiction = '{"cml": {"httpsPort": 1}, "cml_https_port": 2}';

    expect(
      problemsOf(() => loadWorkerSettings({ env: {}, file: fileOf(contradiction), prefer: 'file' })),
    ).toHaveLength(1);
  });
});

describe('options that are none', () => {
  it.each([
    ['options', null],
    ['env', { env: 'CML_HTTPS_PORT=1' }],
    ['file', { file: 7 }],
    ['file', { file: '' }],
    ['file', { file: new URL('https://example.com/settings.json') }],
    ['prefer', { prefer: 'both' }],
  ])('are refused: %s', (parameter, options) => {
    const load = () => loadWorkerSettings(options as never);

    expect(load).toThrow(InvalidParameterError);
    expect(load).toThrow(expect.objectContaining({ parameter, operation: 'loadWorkerSettings' }));
  });
});
