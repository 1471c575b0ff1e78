import type { _InstanceType, InstanceTypeInfo, InstanceTypeOffering } from '@aws-sdk/client-ec2';
import { expectList } from '../aws/expect-list.js';
import { ForeignReply } from '../aws/foreign-reply.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { HardwareVirtualization } from '../model/fitness-report.js';
import { confirmReply } from './confirm-reply.js';
import type { PortCall } from './ec2-port.js';
import { allPages, type Ec2Sender, readRequest } from './ec2-request.js';
import type { InstanceTypePort } from './instance-type-port.js';

/** The port of instance types over the AWS SDK. */
export class SdkInstanceTypePort implements InstanceTypePort {
  readonly #sender: Ec2Sender;
  readonly #region: AwsRegion;

  constructor(sender: Ec2Sender, region: AwsRegion) {
    this.#sender = sender;
    this.#region = region;
  }

  async readVirtualization(instanceType: string, call: PortCall): Promise<HardwareVirtualization> {
    const request = readRequest('DescribeInstanceTypes', this.#region, call);
    const input = { InstanceTypes: [instanceType as _InstanceType] };
    return await this.#sender.send(request, async ({ client, sdk }, options) => {
      const output = await client.send(new sdk.DescribeInstanceTypesCommand(input), options);
      const [info] = expectList(output.InstanceTypes);
      if (info === undefined) throw new ForeignReply('the type is missing from the reply');
      return virtualizationOf(info);
    });
  }

  async readZones(instanceType: string, call: PortCall): Promise<readonly string[]> {
    const request = readRequest('DescribeInstanceTypeOfferings', this.#region, call);
    const Filters = [{ Name: 'instance-type', Values: [instanceType] }];
    const rows = await allPages<InstanceTypeOffering>((NextToken) =>
      this.#sender.send(request, async ({ client, sdk }, options) => {
        const page = NextToken === undefined ? {} : { NextToken };
        const output = await client.send(
          new sdk.DescribeInstanceTypeOfferingsCommand({
            LocationType: 'availability-zone',
            Filters,
            ...page,
          }),
          options,
        );
        return { rows: expectList(output.InstanceTypeOfferings), nextToken: output.NextToken };
      }),
    );
    return rows.flatMap(({ Location }) => Location ?? []);
  }

  async change(instanceId: string, instanceType: string, call: PortCall): Promise<void> {
    const read = readRequest('ModifyInstanceAttribute', this.#region, call);
    const request = { ...read, instanceIds: [instanceId], instanceType };
    const input = { InstanceId: instanceId, InstanceType: { Value: instanceType } };
    await this.#sender.send(request, async ({ client, sdk }, options) => {
      const command = new sdk.ModifyInstanceAttributeCommand(input);
      await client.send(confirmReply(command, client.config.streamCollector), options);
    });
  }
}

/** Which families have nested virtualisation changes with time, so the type's own features are what counts. */
function virtualizationOf({ BareMetal, ProcessorInfo }: InstanceTypeInfo): HardwareVirtualization {
  if (BareMetal === true) return 'bare-metal';
  return ProcessorInfo?.SupportedFeatures?.includes('nested-virtualization') === true ? 'nested' : 'none';
}
