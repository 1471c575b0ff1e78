import type { DescribeInstanceAttributeCommandOutput } from '@aws-sdk/client-ec2';
import { expectList } from '../aws/expect-list.js';
import { ForeignReply } from '../aws/foreign-reply.js';
import { ResourceNotFoundError } from '../errors/resource-not-found-error.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { LaunchMarket } from '../model/create-instance-input.js';
import { instanceNotFound } from './answers.js';
import type { PortCall } from './ec2-port.js';
import { type Ec2Sender, readRequest } from './ec2-request.js';
import type { MachineDescription, MachinePort } from './machine-port.js';
import { toMachine } from './responses/to-machine.js';

/** The machine port over the AWS SDK. */
export class SdkMachinePort implements MachinePort {
  readonly #sender: Ec2Sender;
  readonly #region: AwsRegion;

  constructor(sender: Ec2Sender, region: AwsRegion) {
    this.#sender = sender;
    this.#region = region;
  }

  async read(instanceId: string, call: PortCall): Promise<MachineDescription> {
    const request = readRequest('DescribeInstances', this.#region, call, [instanceId]);
    const rows = await this.#sender.send(request, async ({ client, sdk }, options) => {
      const command = new sdk.DescribeInstancesCommand({ InstanceIds: [instanceId] });
      const output = await client.send(command, options);
      return expectList(output.Reservations).flatMap(({ Instances = [] }) => Instances);
    });
    const instance = rows.find(({ InstanceId }) => InstanceId === instanceId);
    if (instance !== undefined) return toMachine(instance, instanceId);
    throw instanceNotFound(instanceId, { operation: call.operation, region: this.#region });
  }

  async readUserData(instanceId: string, call: PortCall): Promise<Uint8Array | undefined> {
    const text = await this.#readAttribute(instanceId, 'userData', call, ({ UserData }) => UserData?.Value);
    return text === undefined || text === '' ? undefined : Uint8Array.from(Buffer.from(text, 'base64'));
  }

  async readProtection(instanceId: string, call: PortCall): Promise<boolean> {
    return await this.#readAttribute(
      instanceId,
      'disableApiTermination',
      call,
      ({ DisableApiTermination }) => {
        const isProtected = DisableApiTermination?.Value;
        // Taken for "not protected", what EC2 does not say would leave whatever is made like it without protection.
        if (isProtected === undefined) throw new ForeignReply('the protection is missing from the reply');
        return isProtected;
      },
    );
  }

  async readMarket(spotRequestId: string, call: PortCall): Promise<LaunchMarket | undefined> {
    const request = readRequest('DescribeSpotInstanceRequests', this.#region, call);
    const input = { SpotInstanceRequestIds: [spotRequestId] };
    try {
      const rows = await this.#sender.send(request, async ({ client, sdk }, options) => {
        const output = await client.send(new sdk.DescribeSpotInstanceRequestsCommand(input), options);
        return expectList(output.SpotInstanceRequests);
      });
      const [row] = rows;
      if (row === undefined) return undefined;
      const { SpotPrice: maxPrice, InstanceInterruptionBehavior: interruption } = row;
      return { spot: { maxPrice, interruption } };
    } catch (error) {
      if (ResourceNotFoundError.isInstance(error)) return undefined;
      throw error;
    }
  }

  /** `take` is a part of the attempt: what it makes of a reply that is not AWS's is asked for again. */
  async #readAttribute<Value>(
    instanceId: string,
    attribute: 'userData' | 'disableApiTermination',
    call: PortCall,
    take: (output: DescribeInstanceAttributeCommandOutput) => Value,
  ): Promise<Value> {
    const request = readRequest('DescribeInstanceAttribute', this.#region, call, [instanceId]);
    const input = { InstanceId: instanceId, Attribute: attribute };
    return await this.#sender.send(request, async ({ client, sdk }, options) => {
      const output = await client.send(new sdk.DescribeInstanceAttributeCommand(input), options);
      if (output.InstanceId === undefined) throw new ForeignReply('the instance is missing from the reply');
      return take(output);
    });
  }
}
