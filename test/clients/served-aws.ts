import { SimulatedAws, type SimulatedTiming } from 'ec2-worker-client/testing';

/** A simulated AWS that listens, and the environment in which an AWS client finds it. */
export interface ServedAws {
  readonly aws: SimulatedAws;
  readonly variables: Readonly<Record<string, string>>;
}

/** Where the clients work. */
export const REGION = 'eu-west-1';

const TIMING = { pendingMs: 200, initializingMs: 200, stoppingMs: 200, shuttingDownMs: 200 };

/** Instances change within fractions of a second, as these clients know no clock but the machine's. */
export async function serveAws(others: SimulatedTiming = {}): Promise<ServedAws> {
  const aws = new SimulatedAws({ timing: { ...TIMING, ...others } });
  const { url } = await aws.listen();
  return { aws, variables: clientVariables(url, aws.credentials) };
}

/** The environment in which an AWS client finds a server, and nothing of this machine's own settings. */
export function clientVariables(
  url: string,
  credentials: { readonly accessKeyId: string; readonly secretAccessKey: string },
): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: '',
    AWS_DEFAULT_REGION: REGION,
    AWS_REGION: REGION,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
    PYTHONUTF8: '1',
    NO_PROXY: '127.0.0.1',
  };
}
