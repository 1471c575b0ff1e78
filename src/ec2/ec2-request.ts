import type { EC2Client } from '@aws-sdk/client-ec2';
import type { AwsCall, Sender } from '../aws/sender.js';
import type { Ec2Sdk } from './ec2-connection.js';
import type { PortCall } from './ec2-port.js';

/** What the adapters send their requests with. */
export type Ec2Sender = Sender<EC2Client, Ec2Sdk>;

/** A request for one of EC2's actions, for the sake of its retries and its errors; reads can be repeated. */
export function readRequest(
  action: string,
  region: string,
  call: PortCall,
  instanceIds: readonly string[] = [],
): AwsCall {
  // Written out: every call passes here, and copying an object takes longer than it looks.
  const { operation, abortSignal, clientToken, recovery } = call;
  return {
    operation,
    abortSignal,
    clientToken,
    recovery,
    region,
    action: `ec2:${action}`,
    instanceIds,
    idempotent: true,
  };
}

/**
 * Reads every page of a list, by hand: the SDK's paginators change their input and refuse clients of another
 * copy. Some servers answer the last page with an empty token.
 */
export async function allPages<Row>(
  readPage: (
    nextToken: string | undefined,
  ) => Promise<{ readonly rows: readonly Row[]; readonly nextToken: string | undefined }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let nextToken: string | undefined;
  do {
    const page = await readPage(nextToken);
    // One by one: a server that does not part its list may give more rows than a call takes arguments.
    for (const row of page.rows) rows.push(row);
    nextToken = page.nextToken === '' ? undefined : page.nextToken;
  } while (nextToken !== undefined);
  return rows;
}
