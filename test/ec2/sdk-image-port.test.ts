import type { DescribeImagesCommandInput } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { SdkImagePort } from '../../src/ec2/sdk-image-port.js';
import { serviceError } from '../aws/sdk-errors.js';
import { answeringEc2 } from './answering-ec2.js';

const CALL = { operation: 'listInstances' };
const idsUpTo = (count: number) => Array.from({ length: count }, (_, index) => `ami-${index}`);

/** The images of these ids. */
const imagesOf = (ids: readonly string[] = []) => ({ Images: ids.map((ImageId) => ({ ImageId })) });

describe('images by their ids', () => {
  it('are asked for by filters that EC2 takes where one of many does not exist', async () => {
    const { sender, inputs } = answeringEc2<DescribeImagesCommandInput>(({ ImageIds, Filters }) => {
      if (ImageIds !== undefined) throw serviceError('InvalidAMIID.NotFound');
      return imagesOf(Filters?.[0]?.Values?.filter((id) => id !== 'ami-7'));
    });
    const port = new SdkImagePort(sender, 'us-east-1');

    const images = await port.read(idsUpTo(450), CALL);

    expect(inputs.map(({ Filters }) => Filters?.[0]?.Values?.length)).toEqual([undefined, 200, 200, 50]);
    expect(images.map(({ imageId }) => imageId)).toEqual(idsUpTo(450).filter((id) => id !== 'ami-7'));
  });

  it('are none where the only one does not exist', async () => {
    const { sender, inputs } = answeringEc2<DescribeImagesCommandInput>(() => {
      throw serviceError('InvalidAMIID.NotFound');
    });

    await expect(new SdkImagePort(sender, 'us-east-1').read(['ami-1'], CALL)).resolves.toEqual([]);

    expect(inputs).toHaveLength(1);
  });
});

describe('images that are found', () => {
  it('may be more on one page than a call takes arguments', async () => {
    const ids = idsUpTo(200_000);
    const { sender } = answeringEc2<DescribeImagesCommandInput>(() => imagesOf(ids));
    const query = { owners: ['amazon'], states: ['available'] as const, includeDeprecated: false };

    const images = await new SdkImagePort(sender, 'us-east-1').find(query, CALL);

    expect(images).toHaveLength(ids.length);
  });
});
