import type { EC2Client } from '@aws-sdk/client-ec2';
import type { AwsCall, AwsSender } from '../aws/aws-sender.js';
import { expectList } from '../aws/expect-list.js';
import { isDryRunSuccess } from '../aws/translate-aws-error.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { AccessPort, DryRunTarget } from './access-port.js';
import type { Ec2Sdk } from './ec2-connection.js';
import type { PortCall } from './ec2-port.js';
import { DRY_RUNS, dryRunCommand } from './requests/dry-runs.js';

type Sender = AwsSender<EC2Client, Ec2Sdk>;

/** The access port over the AWS SDK. */
export class SdkAccessPort implements AccessPort {
  readonly dryRunActions: readonly string[] = Object.keys(DRY_RUNS);
  readonly #sender: Sender;
  readonly #region: AwsRegion;

  constructor(sender: Sender, region: AwsRegion) {
    this.#sender = sender;
    this.#region = region;
  }

  async dryRun(action: string, target: DryRunTarget, call: PortCall): Promise<boolean> {
    return await this.#sender.send(this.#request(action, call), async ({ client, sdk }, options) => {
      const command = dryRunCommand(action, sdk, target);
      if (command === undefined) throw new Error(`There is no dry run of ${action}.`);
      try {
        await client.send(command, options);
        return false;
      } catch (error) {
        if (isDryRunSuccess(error)) return true;
        throw error;
      }
    });
  }

  async readOptInStatus(region: string, call: PortCall): Promise<string | undefined> {
    const request = this.#request('ec2:DescribeRegions', call);
    const input = { RegionNames: [region], AllRegions: true };
    try {
      return await this.#sender.send(request, async ({ client, sdk }, options) => {
        const { Regions } = await client.send(new sdk.DescribeRegionsCommand(input), options);
        const [found] = expectList(Regions, request).filter(({ RegionName }) => RegionName === region);
        return found === undefined ? undefined : (found.OptInStatus ?? '');
      });
    } catch (error) {
      // The region is all that the request names, so nothing else can be wrong with it.
      if (InvalidParameterError.isInstance(error) && error.httpStatus !== undefined) return undefined;
      throw error;
    }
  }

  #request(action: string, call: PortCall): AwsCall {
    return { ...call, region: this.#region, action, instanceIds: [], idempotent: true };
  }
}
