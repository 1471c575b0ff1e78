import { inspect } from 'node:util';
import { Ec2WorkerError, SettingsError as MainSettingsError } from 'ec2-worker-client';
import { defineWorkerSettings, SettingsError, type WorkerSettings } from 'ec2-worker-client/settings';
import { describe, expect, it } from 'vitest';
import { problemsOf, settingsErrorOf } from './problems-of.js';

const TOKEN = 'VGhpcyBpcyBhIHNlY3JldA%3D%3D';

/** Every object of the settings, the settings themselves included. */
function objectsOf(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsOf)];
}

describe('defineWorkerSettings', () => {
  it('S86 holds the settings of many regions', () => {
    const { worker } = defineWorkerSettings({
      worker: {
        ami: {
          'us-east-1': { amiId: 'ami-0123456789abcdef0' },
          'eu-west-1': { amiId: 'ami-0987654321fedcba0' },
        },
        network: { 'us-east-1': { subnetId: 'subnet-0123456789abcdef0' }, 'eu-west-1': {} },
        keyPairs: { 'us-east-1': 'use1', 'eu-west-1': 'euw1' },
      },
    });

    expect(Object.keys(worker.ami)).toEqual(['us-east-1', 'eu-west-1']);
    expect(worker.network['eu-west-1']).toEqual({ assignPublicIp: true });
    expect(worker.keyPairs).toEqual({ 'us-east-1': 'use1', 'eu-west-1': 'euw1' });
  });

  it('S87 covers monitoring, the API, the licence, idleness and shutdown, in groups', () => {
    expect(defineWorkerSettings()).toEqual({
      aws: { defaultRegion: 'us-east-1', allowedRegions: ['us-east-1', 'us-west-2', 'eu-west-1'] },
      worker: {
        defaultInstanceType: 'c5.2xlarge',
        allowedInstanceTypes: ['t3.xlarge', 'c5.2xlarge', 'c5.4xlarge'],
        ami: {},
        network: {},
        keyPairs: {},
        defaultTags: {},
      },
      cml: {
        httpsPort: 443,
        apiPort: 443,
        healthCheckIntervalSeconds: 30,
        startupTimeoutSeconds: 600,
        license: { checkOnStartup: true },
      },
      lifecycle: {
        idleThresholdMinutes: 30,
        autoShutdownEnabled: true,
        telemetryCollectionIntervalSeconds: 60,
        maxIdleBeforeWarningMinutes: 20,
      },
    });
  });

  it.each([
    ['cmlvm_ami_ids', 'cml_worker_ami_ids'],
    ['cmlvm_instance_type', 'cml_worker_default_instance_type'],
    ['cml_worker_subnet_id', 'cml_worker_network_config'],
  ])('S88 refuses the old name %s, and says that it is %s now', (old, now) => {
    const problems = problemsOf(() => defineWorkerSettings({ [old]: 'x' }));

    expect(problems).toEqual([{ path: old, message: `is an old name: use ${now}` }]);
  });

  it('S89 tells every problem at once, each with its path and what was expected', () => {
    const error = settingsErrorOf(() =>
      defineWorkerSettings({
        aws: { defaultRegoin: 'us-east-1', allowedRegions: 'us-east-1' },
        worker: { ami: { 'us-east-1': { amiId: 'ami-1' } }, keyPairs: 7 },
        cml: { httpsPort: 0, license: 'none' },
        lifecycle: { idleThresholdMinutes: '30' },
        colour: 'blue',
      } as never),
    );

    expect(error).toBeInstanceOf(MainSettingsError);
    expect(error).toMatchObject({ kind: 'settings', operation: 'defineWorkerSettings', retryable: false });
    expect(Object.fromEntries(error.problems.map(({ path, message }) => [path, message]))).toEqual({
      'aws.defaultRegoin': 'is not a setting. Did you mean "defaultRegion"?',
      'aws.allowedRegions': 'must be a list of at least one, got string',
      'worker.ami.us-east-1.amiId': expect.stringMatching(/^must be an AMI id/),
      'worker.keyPairs': 'must be an object by region, got number',
      'cml.httpsPort': 'must be a port: a whole number from 1 to 65535',
      'cml.license': 'must be an object, got string',
      'lifecycle.idleThresholdMinutes': 'must be a whole number of at least 1, got string',
      colour: 'is not a setting.',
    });
    for (const { path } of error.problems) expect(error.message).toContain(path);
    expect(error.message).toMatch(/^defineWorkerSettings: the settings have 8 problems:/);
  });

  it('tells what is wrong under a key that is wrong as well', () => {
    const problems = problemsOf(() => defineWorkerSettings({ worker: { ami: { here: { amiId: 'x' } } } }));

    expect(problems.map(({ path }) => path)).toEqual(['worker.ami.here', 'worker.ami.here.amiId']);
  });

  it.each([undefined, {}])('takes %j for the defaults', (input) => {
    expect(defineWorkerSettings(input).cml.httpsPort).toBe(443);
  });

  it.each([null, [], 'x', 7])('refuses %j', (input) => {
    const problems = problemsOf(() => defineWorkerSettings(input as never));

    expect(problems).toEqual([{ path: '', message: expect.stringMatching(/^must be an object, got /) }]);
  });

  it('refuses a key that no object can have', () => {
    const input = JSON.parse('{"worker": {"defaultTags": {"__proto__": "x"}}}') as object;

    expect(problemsOf(() => defineWorkerSettings(input))).toEqual([
      { path: 'worker.defaultTags.__proto__', message: 'cannot be a key' },
    ]);
  });

  it.each(['constructor', 'toString'])('does not lose the key %s, which every object inherits', (key) => {
    const ami = { [key]: { amiId: 'ami-0123456789abcdef0' } };

    expect(problemsOf(() => defineWorkerSettings({ worker: { ami } }))).toEqual([
      { path: `worker.ami.${key}`, message: expect.stringMatching(/^has a key that must be an AWS/) },
    ]);
  });

  it('takes snake case and camel case alike, and tells where the two contradict each other', () => {
    const spell = (input: object) => defineWorkerSettings({ cml: input }).cml.httpsPort;

    expect(spell({ https_port: 8443 })).toBe(8443);
    expect(spell({ https_port: 8443, httpsPort: 8443 })).toBe(8443);
    expect(problemsOf(() => spell({ https_port: 8443, httpsPort: 8444 }))).toEqual([
      { path: 'cml.httpsPort', message: expect.stringContaining('cml.https_port and by cml.httpsPort') },
    ]);
  });

  it('takes one port of CML for both, unless two are given', () => {
    const ports = (cml: object) => {
      const { httpsPort, apiPort } = defineWorkerSettings({ cml }).cml;
      return [httpsPort, apiPort];
    };

    expect(ports({})).toEqual([443, 443]);
    expect(ports({ httpsPort: 8443 })).toEqual([8443, 8443]);
    expect(ports({ apiPort: 8443 })).toEqual([8443, 8443]);
    expect(ports({ httpsPort: 8443, apiPort: 443 })).toEqual([8443, 443]);
    expect(problemsOf(() => ports({ httpsPort: 0 }))).toHaveLength(1);
  });

  it('freezes the settings, all of them', () => {
    const settings = defineWorkerSettings({
      worker: { ami: { 'us-east-1': { amiId: 'ami-0123456789abcdef0' } }, defaultTags: { Team: 'labs' } },
    });

    const objects = objectsOf(settings);
    expect(objects.length).toBeGreaterThan(10);
    expect(objects.filter((object) => !Object.isFrozen(object))).toEqual([]);
    expect(() => {
      (settings.aws as { defaultRegion: string }).defaultRegion = 'eu-west-1';
    }).toThrow(TypeError);
  });

  it('does not change with the object that it was made of', () => {
    const allowedRegions = ['us-east-1'];
    const settings = defineWorkerSettings({ aws: { allowedRegions } });

    allowedRegions.push('eu-west-1');

    expect(settings.aws.allowedRegions).toEqual(['us-east-1']);
  });

  it('warns before an early shutdown as well, if nobody says when', () => {
    const warning = (idleThresholdMinutes: number) =>
      defineWorkerSettings({ lifecycle: { idleThresholdMinutes } }).lifecycle.maxIdleBeforeWarningMinutes;

    expect([60, 21, 20, 15, 1].map(warning)).toEqual([20, 20, 13, 10, 0]);
  });

  it('leaves a default alone that nobody chose, though the lists do not have it', () => {
    const settings = defineWorkerSettings({
      aws: { allowedRegions: ['eu-west-3'] },
      worker: { allowedInstanceTypes: ['m5zn.metal'] },
    });

    expect(settings.aws.defaultRegion).toBe('us-east-1');
    expect(settings.worker.defaultInstanceType).toBe('c5.2xlarge');
  });
});

describe('S90 the licence token', () => {
  const settings = defineWorkerSettings({ cml: { license: { token: TOKEN } } });

  it('has no default, and is there for whoever asks for it by name', () => {
    expect(defineWorkerSettings().cml.license.token).toBeUndefined();
    expect(settings.cml.license.token).toBe(TOKEN);
  });

  it.each<[string, (settings: WorkerSettings) => string]>([
    ['JSON', (shown) => JSON.stringify(shown)],
    ['inspection', (shown) => inspect(shown, { depth: 9 })],
    ['inspection of hidden things', (shown) => inspect(shown, { depth: 9, showHidden: true, getters: true })],
    ['a copy', (shown) => JSON.stringify(structuredClone({ ...shown.cml.license }))],
    ['a string', (shown) => Object.entries(shown.cml.license).join()],
  ])('is not in %s', (_, show) => {
    expect(show(settings)).not.toContain(TOKEN);
  });

  it('is said to be there, without being told', () => {
    expect(JSON.stringify(settings.cml.license)).toBe('{"token":"[redacted]","checkOnStartup":true}');
    expect(JSON.stringify(defineWorkerSettings().cml.license)).toBe('{"checkOnStartup":true}');
  });

  it('is in no error, whatever is wrong with it or beside it', () => {
    const secret = `${TOKEN} and a blank`;
    const errors = [
      settingsErrorOf(() => defineWorkerSettings({ cml_license_token: secret })),
      settingsErrorOf(() =>
        defineWorkerSettings({ cml_license_token: TOKEN, cml: { license: { token: `${TOKEN}x` } } }),
      ),
      settingsErrorOf(() =>
        defineWorkerSettings({ cml: { license: { token: [TOKEN], colour: TOKEN } } } as never),
      ),
    ];

    for (const error of errors) {
      expect(error).toBeInstanceOf(SettingsError);
      expect(Ec2WorkerError.isInstance(error)).toBe(true);
      expect(
        [
          error.message,
          error.stack,
          JSON.stringify(error),
          inspect(error, { depth: 9, showHidden: true }),
        ].join(),
      ).not.toContain(TOKEN);
    }
  });

  it('goes along when settings are made of others', () => {
    const other = defineWorkerSettings({ ...settings, aws: { defaultRegion: 'us-west-2' } });

    expect(other.cml.license.token).toBe(TOKEN);
    expect(other.aws.defaultRegion).toBe('us-west-2');
  });
});
