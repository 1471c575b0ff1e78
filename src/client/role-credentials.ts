import type { STSClient } from '@aws-sdk/client-sts';
import { connect } from '../aws/aws-connection.js';
import { AwsSender } from '../aws/aws-sender.js';
import { isReadyHandler } from '../aws/request-handler.js';
import { sdkClientConfig } from '../aws/sdk-client-config.js';
import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { AssumeRoleOptions } from '../model/assume-role-options.js';
import type { TemporaryCredentials } from '../sts/identity-port.js';
import { SdkIdentityPort } from '../sts/sdk-identity-port.js';
import { loadStsSdk, type StsConnection, type StsSdk } from '../sts/sts-connection.js';
import { systemClock } from '../time/clock.js';
import type { SessionOptions } from './session-options.js';

const DEFAULT_SESSION_NAME = 'ec2-worker-client';

/** The credentials of a role, for which STS is asked with those of the client. */
export class RoleCredentials {
  readonly #role: AssumeRoleOptions;
  readonly #identity: SdkIdentityPort;
  readonly #connection: StsConnection;
  readonly #closing = new AbortController();

  private constructor(role: AssumeRoleOptions, options: SessionOptions, connection: StsConnection) {
    const { region, clock, logger, maxAttempts } = options;
    this.#role = role;
    this.#connection = connection;
    this.#identity = new SdkIdentityPort(
      new AwsSender<STSClient, StsSdk>({
        region,
        clock,
        logger,
        maxAttempts,
        closing: this.#closing.signal,
        connect: () => Promise.resolve(connection),
      }),
    );
  }

  /** Makes the way to STS, and asks for nothing yet. */
  static async open(role: AssumeRoleOptions, options: SessionOptions): Promise<RoleCredentials> {
    const sdk = await loadStsSdk('assumeRole');
    const { clock, requestHandler } = options;
    const client = new sdk.STSClient(sdkClientConfig({ ...options, endpoint: options.endpoints.sts }));
    const connection = connect(client, sdk, {
      handedIn: false,
      ownTime: clock !== systemClock,
      now: () => clock.now(),
      sharedHandler: isReadyHandler(requestHandler),
    });
    return new RoleCredentials(role, options, connection);
  }

  /**
   * Takes the role on.
   *
   * @throws Error that names the role, with what AWS says.
   */
  async provide(): Promise<TemporaryCredentials> {
    const { roleArn, sessionName = DEFAULT_SESSION_NAME, externalId, durationSeconds } = this.#role;
    try {
      const role = { roleArn, sessionName, externalId, durationSeconds };
      return await this.#identity.assumeRole(role, { operation: 'assumeRole' });
    } catch (error) {
      const cause = Ec2WorkerError.isInstance(error) ? (error.cause ?? error) : error;
      const text = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`the role ${roleArn} cannot be assumed: ${text}`, { cause });
    }
  }

  destroy(): void {
    this.#closing.abort(new Error('The client was destroyed.'));
    this.#connection.destroy();
  }
}
