import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { interleave, median } from '../measure.js';
import { atMost, forComparison, milliseconds, type Row, ratio } from '../row.js';
import { ServedAws } from '../served-aws.js';

const PAIRS = 21;
const SUBJECT = 'first call of a process';

/** Of what the raw SDK takes to be imported and called once. */
const MOST = 0.6;

const run = promisify(execFile);

/** Imports the package and makes one call, each time in a fresh process: by `import`, and by `require`. */
export async function firstCalls(): Promise<Row[]> {
  const aws = await ServedAws.start({ latencyMs: 0, instances: 1 });
  try {
    const modules = await pairsOf(aws, 'mjs');
    const scripts = await pairsOf(aws, 'cjs');
    const [raw, own] = [0, 1].map((side) => median(modules.map((pair) => pair[side] ?? Number.NaN)));
    return [
      atMost(SUBJECT, 'import and call, ours / raw', ratioOf(modules), MOST, ratio),
      forComparison(
        SUBJECT,
        'import and call, time of each',
        `${milliseconds(own ?? Number.NaN)} / ${milliseconds(raw ?? Number.NaN)}`,
      ),
      forComparison(SUBJECT, 'require and call, ours / raw', ratio(ratioOf(scripts))),
    ];
  } finally {
    await aws.stop();
  }
}

/** By medians, since a process now and then takes long for reasons of its own. */
function ratioOf(pairs: readonly (readonly [number, number])[]): number {
  return median(pairs.map(([, own]) => own)) / median(pairs.map(([raw]) => raw));
}

async function pairsOf(aws: ServedAws, kind: 'mjs' | 'cjs') {
  const measure = (contender: 'raw' | 'ours') => (): Promise<number> => timeOf(aws, `${contender}.${kind}`);
  // The first time reads the files from the disk.
  await interleave(1, measure('raw'), measure('ours'));
  return await interleave(PAIRS, measure('raw'), measure('ours'));
}

async function timeOf({ url, instanceIds, credentials }: ServedAws, program: string): Promise<number> {
  const file = fileURLToPath(new URL(`../first-calls/${program}`, import.meta.url));
  const { stdout } = await run(process.execPath, [file, instanceIds[0] ?? ''], {
    env: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  });
  return Number(stdout);
}
