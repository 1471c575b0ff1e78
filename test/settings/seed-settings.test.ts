import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineWorkerSettings, loadWorkerSettings, type WorkerSettings } from 'ec2-worker-client/settings';
import { describe, expect, it } from 'vitest';
import { problemsOf } from './problems-of.js';
import { SEED_CASES } from './seed-cases.js';
import { inDirectory } from './temporary-directory.js';

const directory = inDirectory();

/** What the settings have at a path. */
function at(settings: WorkerSettings, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], settings);
}

function fileWith(content: unknown): string {
  const file = join(directory(), 'settings.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe.each(SEED_CASES)(
  '$id $name',
  ({ name, path, byDefault, value, becomes = value, variable, refused }) => {
    it('has its default', () => {
      expect(at(defineWorkerSettings(), path)).toEqual(byDefault);
      expect(at(loadWorkerSettings({ env: {} }), path)).toEqual(byDefault);
    });

    it('means the same in the environment, in a file and in code', () => {
      const loaded = loadWorkerSettings({ env: { [name.toUpperCase()]: variable } });
      const read = loadWorkerSettings({ env: {}, file: fileWith({ [name]: value }) });
      const defined = defineWorkerSettings({ [name]: value });

      expect(at(loaded, path)).toEqual(becomes);
      expect(read).toEqual(loaded);
      expect(defined).toEqual(loaded);
    });

    it.each(refused)('refuses %j, with its path and what was expected', (wrong, where, expected) => {
      const defined = problemsOf(() => defineWorkerSettings({ [name]: wrong }));
      const read = problemsOf(() => loadWorkerSettings({ env: {}, file: fileWith({ [name]: wrong }) }));
      const text = typeof wrong === 'string' ? wrong : JSON.stringify(wrong);
      const loaded = problemsOf(() => loadWorkerSettings({ env: { [name.toUpperCase()]: text } }));

      for (const problems of [defined, read, loaded]) {
        expect(problems).toContainEqual({
          path: expect.stringMatching(where),
          message: expect.stringMatching(expected),
        });
      }
    });

    it('is refused when its variable is there but empty', () => {
      const problems = problemsOf(() => loadWorkerSettings({ env: { [name.toUpperCase()]: ' ' } }));

      expect(problems).toEqual([
        {
          path: expect.any(String),
          message: expect.stringContaining(
            `is empty: give the variable a value, or unset it (${name.toUpperCase()})`,
          ),
        },
      ]);
    });
  },
);

describe('S66 cml_worker_ami_names, S83 the name of the image by region', () => {
  const names = { 'us-east-1': 'CML-2.7.0-Ubuntu-22.04' };
  const ids = { 'us-east-1': 'ami-0123456789abcdef0' };

  it('go with the ids, into one map by region', () => {
    const settings = defineWorkerSettings({ cml_worker_ami_ids: ids, cml_worker_ami_names: names });

    expect(settings.worker.ami).toEqual({
      'us-east-1': { amiId: 'ami-0123456789abcdef0', amiName: 'CML-2.7.0-Ubuntu-22.04' },
    });
  });

  it('are none by default', () => {
    const settings = defineWorkerSettings({ cml_worker_ami_ids: ids });

    expect(settings.worker.ami['us-east-1']?.amiName).toBeUndefined();
  });

  it('are refused for a region without an image', () => {
    const problems = problemsOf(() => defineWorkerSettings({ cml_worker_ami_names: names }));

    expect(problems).toEqual([
      {
        path: 'worker.ami.us-east-1.amiId',
        message: expect.stringContaining('is missing: it must be an AMI id'),
      },
    ]);
  });

  it('may contradict the newer map, which is told', () => {
    const problems = problemsOf(() =>
      defineWorkerSettings({
        cml_worker_ami_names: names,
        worker: { ami: { 'us-east-1': { amiId: 'ami-0123456789abcdef0', amiName: 'another' } } },
      }),
    );

    expect(problems).toEqual([
      {
        path: 'worker.ami.us-east-1.amiName',
        message:
          'is said to be two things, by cml_worker_ami_names.us-east-1 and by worker.ami.us-east-1.amiName: remove one of them',
      },
    ]);
  });
});
