import type { STSClient } from '@aws-sdk/client-sts';
import { ForeignReply } from '../aws/foreign-reply.js';
import type { AwsCall, Sender } from '../aws/sender.js';
import type {
  CallerIdentity,
  IdentityCall,
  IdentityPort,
  RoleRequest,
  TemporaryCredentials,
} from './identity-port.js';
import type { StsSdk } from './sts-connection.js';

type StsSender = Sender<STSClient, StsSdk>;

/** The identity port over the AWS SDK. */
export class SdkIdentityPort implements IdentityPort {
  readonly #sender: StsSender;

  constructor(sender: StsSender) {
    this.#sender = sender;
  }

  async readCaller(call: IdentityCall): Promise<CallerIdentity> {
    const request = this.#request('GetCallerIdentity', call);
    return await this.#sender.send(request, async ({ client, sdk }, options) => {
      const { Account, Arn } = await client.send(new sdk.GetCallerIdentityCommand({}), options);
      if (Account === undefined || Arn === undefined)
        throw new ForeignReply('the identity is missing from the reply');
      return { accountId: Account, arn: Arn };
    });
  }

  async assumeRole(role: RoleRequest, call: IdentityCall): Promise<TemporaryCredentials> {
    const request = this.#request('AssumeRole', call);
    const { roleArn, sessionName, externalId, durationSeconds } = role;
    const input = {
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      ExternalId: externalId,
      DurationSeconds: durationSeconds,
    };
    return await this.#sender.send(request, async ({ client, sdk }, options) => {
      const { Credentials } = await client.send(new sdk.AssumeRoleCommand(input), options);
      const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
      if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined)
        throw new ForeignReply('the credentials are missing from the reply');
      return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
        ...(Expiration === undefined ? {} : { expiration: Expiration }),
      };
    });
  }

  async decodeDenial(encodedMessage: string, call: IdentityCall): Promise<string> {
    const request = this.#request('DecodeAuthorizationMessage', call);
    return await this.#sender.send(request, async ({ client, sdk }, options) => {
      const command = new sdk.DecodeAuthorizationMessageCommand({ EncodedMessage: encodedMessage });
      const { DecodedMessage } = await client.send(command, options);
      if (DecodedMessage === undefined)
        throw new ForeignReply('the decoded message is missing from the reply');
      return DecodedMessage;
    });
  }

  #request(action: string, call: IdentityCall): AwsCall {
    return { ...call, region: this.#sender.region, action: `sts:${action}`, idempotent: true };
  }
}
