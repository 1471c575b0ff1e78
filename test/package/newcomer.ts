import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { SimulatedAws, SimulatedCmlHost } from 'ec2-worker-client/testing';
import { inject } from 'vitest';
import { root } from '../examples/run-program.js';

const run = promisify(execFile);

/** Somebody who has installed the tarball into an empty project, and an AWS account that is simulated. */
export class Newcomer implements AsyncDisposable {
  /** A folder of their own within the project, so that tests do not meet. */
  readonly folder: string;
  readonly aws: SimulatedAws;
  readonly #cml: SimulatedCmlHost;
  readonly #url: string;

  private constructor(folder: string, aws: SimulatedAws, cml: SimulatedCmlHost, url: string) {
    this.folder = folder;
    this.aws = aws;
    this.#cml = cml;
    this.#url = url;
  }

  /** By default without the optional packages. */
  static async arrive(project: string = inject('packedProject')): Promise<Newcomer> {
    const aws = new SimulatedAws({
      timing: { pendingMs: 20, initializingMs: 20, stoppingMs: 20, shuttingDownMs: 20 },
    });
    const { url } = await aws.listen();
    const folder = await mkdtemp(join(project, 'work-'));
    return new Newcomer(folder, aws, await SimulatedCmlHost.start(), url);
  }

  /** Writes a file into the folder. */
  async write(name: string, content: string): Promise<void> {
    await mkdir(dirname(join(this.folder, name)), { recursive: true });
    await writeFile(join(this.folder, name), content);
  }

  /** Runs Node, by default the one that runs the tests. */
  node(
    words: readonly string[],
    binary: string = process.execPath,
  ): Promise<{ stdout: string; stderr: string }> {
    return run(binary, [...words], {
      cwd: this.folder,
      timeout: 60_000,
      env: {
        PATH: process.env['PATH'],
        AWS_ENDPOINT_URL: this.#url,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: this.aws.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: this.aws.credentials.secretAccessKey,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        CML_HOST: this.#cml.address,
        CML_SHA256: this.#cml.sha256,
        CML_PORT: String(this.#cml.port),
        CML_USERNAME: this.#cml.clientOptions.credentials.username,
        CML_PASSWORD: this.#cml.clientOptions.credentials.password,
      },
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.aws.close();
    await this.#cml.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The first program of the README, as a newcomer copies it. */
export async function firstProgram(): Promise<string> {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const block = /```ts\n([\s\S]*?)```/.exec(readme)?.[1];
  if (block === undefined) throw new Error('The README shows no program.');
  return block;
}

/** A program for `require`, which knows no top-level await. */
export function asCommonJs(program: string): string {
  const imports = /^import (\{[^}]*\}) from ('[^']*');$/gm;
  const required = program.replace(imports, 'const $1 = require($2);');
  return `(async () => {\n${required}\n})().catch((error) => { console.error(error); process.exit(1); });\n`;
}
