import { expectList } from '../aws/expect-list.js';
import { isDryRunSuccess } from '../aws/translate-aws-error.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { AccessPort, DryRunTarget } from './access-port.js';
import type { PortCall } from './ec2-port.js';
import { type Ec2Sender, readRequest } from './ec2-request.js';
import { DRY_RUNS, dryRunCommand } from './requests/dry-runs.js';

const PREFIX = 'ec2:';

/** The access port over the AWS SDK. */
export class SdkAccessPort implements AccessPort {
  readonly dryRunActions: readonly string[] = Object.keys(DRY_RUNS);
  readonly #sender: Ec2Sender;
  readonly #region: AwsRegion;

  constructor(sender: Ec2Sender, region: AwsRegion) {
    this.#sender = sender;
    this.#region = region;
  }

  async dryRun(action: string, target: DryRunTarget, call: PortCall): Promise<boolean> {
    const request = readRequest(action.slice(PREFIX.length), this.#region, call);
    return await this.#sender.send(request, async ({ client, sdk }, options) => {
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
    const request = readRequest('DescribeRegions', this.#region, call);
    const input = { RegionNames: [region], AllRegions: true };
    try {
      return await this.#sender.send(request, async ({ client, sdk }, options) => {
        const { Regions } = await client.send(new sdk.DescribeRegionsCommand(input), options);
        const [found] = expectList(Regions).filter(({ RegionName }) => RegionName === region);
        return found === undefined ? undefined : (found.OptInStatus ?? '');
      });
    } catch (error) {
      // The region is all that the request names, so nothing else can be wrong with it.
      if (InvalidParameterError.isInstance(error) && error.httpStatus !== undefined) return undefined;
      throw error;
    }
  }
}
