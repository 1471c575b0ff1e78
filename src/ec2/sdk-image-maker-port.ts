import { ForeignReply } from '../aws/foreign-reply.js';
import { ConflictError } from '../errors/conflict-error.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { CreateImageInput } from '../model/create-image-input.js';
import { tagsToList } from '../tags/tag-list.js';
import type { PortCall } from './ec2-port.js';
import { type Ec2Sender, readRequest } from './ec2-request.js';
import type { ImageMakerPort } from './image-maker-port.js';

/** The image maker's port over the AWS SDK. */
export class SdkImageMakerPort implements ImageMakerPort {
  readonly #sender: Ec2Sender;
  readonly #region: AwsRegion;

  constructor(sender: Ec2Sender, region: AwsRegion) {
    this.#sender = sender;
    this.#region = region;
  }

  async create(instanceId: string, input: CreateImageInput, call: PortCall): Promise<string | undefined> {
    const request = readRequest('CreateImage', this.#region, call, [instanceId]);
    const Tags = tagsToList(input.tags ?? {});
    const command = {
      InstanceId: instanceId,
      Name: input.name,
      NoReboot: input.reboot !== true,
      ...(input.description === undefined ? {} : { Description: input.description }),
      TagSpecifications: (['image', 'snapshot'] as const).map((ResourceType) => ({ ResourceType, Tags })),
    };
    try {
      return await this.#sender.send(request, async ({ client, sdk }, options) => {
        const { ImageId } = await client.send(new sdk.CreateImageCommand(command), options);
        if (ImageId === undefined) throw new ForeignReply('the image is missing from the reply');
        return ImageId;
      });
    } catch (error) {
      if (ConflictError.isInstance(error) && error.conflictsWith === 'name') return undefined;
      throw error;
    }
  }
}
