import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** A running moto, an independent imitation of AWS (https://docs.getmoto.org/). */
export interface Moto {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Forgets all resources, in every region. */
  reset(): Promise<void>;
  /** From the `count`-th request on, signatures and policies are checked; `inf` means never. */
  enforceIam(count: 0 | 'inf'): Promise<void>;
  stop(): Promise<void>;
}

/** Unless it is told to look, moto launches from any image, of any type, with any key pair. */
const VALIDATION = {
  MOTO_ENABLE_AMI_VALIDATION: '1',
  MOTO_EC2_ENABLE_INSTANCE_TYPE_VALIDATION: '1',
  MOTO_ENABLE_KEYPAIR_VALIDATION: '1',
};

/**
 * Runs `$0` as a child that cannot outlive this process: it is killed when its standard input ends, which
 * the operating system sees to whatever becomes of us. `-p 0` takes a free port.
 */
const GUARDED_MOTO = `
  exec 3<&0
  (cat <&3 >/dev/null 2>&1; kill $$) >/dev/null 2>&1 &
  exec "$0" -H 127.0.0.1 -p 0 3<&-
`;

const READY_WITHIN_MS = 30_000;

/** The command that starts moto: `$MOTO_SERVER_BIN`, or `moto_server` if it is on the path. */
export function findMoto(): string | undefined {
  const candidates = [process.env['MOTO_SERVER_BIN'], 'moto_server'];
  return candidates.find(
    (command) =>
      command !== undefined &&
      command !== '' &&
      spawnSync(command, ['--help'], { stdio: 'ignore' }).status === 0,
  );
}

/** Starts moto on a free port of 127.0.0.1. @throws Error with its output when it does not get ready in time. */
export async function startMoto(command: string): Promise<Moto> {
  const child = spawn('/bin/sh', ['-c', GUARDED_MOTO, command], {
    env: { ...process.env, ...VALIDATION },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await exited;
  };
  try {
    const url = await readUrl(child.stderr, exited);
    return {
      url,
      reset: () => post(`${url}/moto-api/reset`, ''),
      enforceIam: (count) => post(`${url}/moto-api/reset-auth`, String(count)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** moto says where it listens as soon as it does. */
async function readUrl(output: NodeJS.ReadableStream, exited: Promise<unknown>): Promise<string> {
  let text = '';
  const listening = new Promise<string>((resolve) => {
    output.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const url = /Running on (http:\S+)/.exec(text)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  const timer = AbortSignal.timeout(READY_WITHIN_MS);
  const url = await Promise.race([listening, exited, once(timer, 'abort')]);
  if (typeof url === 'string') return url;
  const reason = timer.aborted ? `was not ready within ${READY_WITHIN_MS / 1_000} s` : 'ended by itself';
  throw new Error(`moto ${reason}. It said:\n${text}`);
}

async function post(url: string, body: string): Promise<void> {
  const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'text/plain' } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
}
