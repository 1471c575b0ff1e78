import { parseArgs } from 'node:util';

/** What the demo is asked to do. */
export type DemoCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'simulated' }
  | ({ readonly kind: 'emulator' } & EmulatorCommand)
  | ({ readonly kind: 'aws' } & AwsCommand);

/** What a run on an emulator needs to be told. */
export interface EmulatorCommand {
  readonly endpoint: string;
  readonly region: string;
  readonly amiId: string;
}

/** What a run on a real account needs to be told. */
export interface AwsCommand {
  readonly amiId: string;
  readonly instanceType: string;
  readonly subnetId: string | undefined;
  /** `undefined`: as the environment or the profile has it. */
  readonly region: string | undefined;
}

/** A command line that makes no sense; its message says why. */
export class UsageError extends Error {}

export const HELP = `Tells the life of three workers, from launch to termination.

  npm run demo                                        on a simulated AWS in this process
  npm run demo -- --endpoint http://127.0.0.1:5555    on an emulator such as moto or LocalStack
  npm run demo -- --aws --ami ami-…                   on the real account of your environment

  --endpoint URL    where the emulator listens
  --aws             launch real instances, after a question; everything is terminated at the end
  --ami ID          the image to launch; needed with --aws, and by emulators that check it
  --type TYPE       with --aws, default t3.micro
  --subnet ID       with --aws, default: a subnet of the default VPC
  --region REGION   default us-east-1; with --aws as the environment or the profile has it
  --help            this text`;

/** @throws UsageError for options that are unknown, or that do not go together. */
export function readCommandLine(words: readonly string[]): DemoCommand {
  const values = parse(words);
  if (values.help) return { kind: 'help' };
  if (values.aws) return readAwsCommand(values);
  if ((values.type ?? values.subnet) !== undefined) throw new UsageError('--type and --subnet need --aws.');
  if (values.endpoint !== undefined) return readEmulatorCommand(values.endpoint, values);
  if ((values.ami ?? values.region) === undefined) return { kind: 'simulated' };
  throw new UsageError('--ami and --region need --endpoint or --aws.');
}

function readAwsCommand({ endpoint, region, ami, type, subnet }: Values): DemoCommand {
  if (endpoint !== undefined) throw new UsageError('Give --aws or --endpoint, not both.');
  if (ami === undefined) throw new UsageError('--aws needs --ami with the id of an image in your region.');
  return { kind: 'aws', amiId: ami, instanceType: type ?? 't3.micro', subnetId: subnet, region };
}

function readEmulatorCommand(endpoint: string, { region, ami }: Values): DemoCommand {
  if (!URL.canParse(endpoint)) throw new UsageError(`--endpoint needs a URL, not "${endpoint}".`);
  return {
    kind: 'emulator',
    endpoint,
    region: region ?? 'us-east-1',
    amiId: ami ?? 'ami-0123456789abcdef0',
  };
}

interface Values {
  readonly help: boolean;
  readonly aws: boolean;
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly ami?: string | undefined;
  readonly type?: string | undefined;
  readonly subnet?: string | undefined;
}

function parse(words: readonly string[]): Values {
  try {
    return parseArgs({
      args: [...words],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        aws: { type: 'boolean', default: false },
        endpoint: { type: 'string' },
        region: { type: 'string' },
        ami: { type: 'string' },
        type: { type: 'string' },
        subnet: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
