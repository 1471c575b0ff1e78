import type { DescribeImagesCommandInput, Image } from '@aws-sdk/client-ec2';
import { expectList } from '../aws/expect-list.js';
import { ResourceNotFoundError } from '../errors/resource-not-found-error.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { PortCall } from './ec2-port.js';
import { allPages, type Ec2Sender, readRequest } from './ec2-request.js';
import type { FullImageQuery, ImagePort, LaunchableImage } from './image-port.js';
import { buildFindImages, buildReadImages } from './requests/describe-images.js';
import { inFilters } from './requests/literal-filter.js';
import { toWorkerImage } from './responses/to-worker-image.js';

/** The image port over the AWS SDK. */
export class SdkImagePort implements ImagePort {
  readonly #sender: Ec2Sender;
  readonly #region: AwsRegion;

  constructor(sender: Ec2Sender, region: AwsRegion) {
    this.#sender = sender;
    this.#region = region;
  }

  find(query: FullImageQuery, call: PortCall): Promise<readonly LaunchableImage[]> {
    return this.#describe(buildFindImages(query), call);
  }

  /** Asks by id, which is quick, and by filter where one of the ids does not exist. */
  async read(imageIds: readonly string[], call: PortCall): Promise<readonly LaunchableImage[]> {
    try {
      return await this.#describe({ ImageIds: [...imageIds] }, call);
    } catch (error) {
      if (!ResourceNotFoundError.isInstance(error)) throw error;
    }
    if (imageIds.length === 1) return [];
    const images: LaunchableImage[] = [];
    for (const ids of inFilters(imageIds)) images.push(...(await this.#describe(buildReadImages(ids), call)));
    return images;
  }

  async #describe(input: DescribeImagesCommandInput, call: PortCall): Promise<readonly LaunchableImage[]> {
    const request = readRequest('DescribeImages', this.#region, call);
    const rows = await allPages<Image>((NextToken) =>
      this.#sender.send(request, async ({ client, sdk }, options) => {
        const page = { ...input, ...(NextToken === undefined ? {} : { NextToken }) };
        const output = await client.send(new sdk.DescribeImagesCommand(page), options);
        return { rows: expectList(output.Images), nextToken: output.NextToken };
      }),
    );
    return rows.map((row) => toWorkerImage(row, this.#region)).filter((image) => image !== undefined);
  }
}
