import type { DescribeImagesCommandInput } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { SdkSnapshotPort } from '../../src/ec2/sdk-snapshot-port.js';
import { answeringEc2 } from './answering-ec2.js';

/** An image that needs a snapshot. */
const imageOn = (SnapshotId: string) => ({ BlockDeviceMappings: [{ Ebs: { SnapshotId } }, {}] });

describe('snapshots that images need', () => {
  it('are looked for to the last page', async () => {
    const pages = [
      { Images: [imageOn('snap-1'), imageOn('snap-9')], NextToken: 'more' },
      { Images: [imageOn('snap-2')], NextToken: '' },
    ];
    const { sender, inputs } = answeringEc2<DescribeImagesCommandInput>((_, call) => pages[call - 1]);
    const port = new SdkSnapshotPort(sender, 'us-east-1');

    const used = await port.readUsed(['snap-1', 'snap-2', 'snap-3'], { operation: 'delete' });

    expect([...used]).toEqual(['snap-1', 'snap-2']);
    expect(inputs.map(({ NextToken }) => NextToken)).toEqual([undefined, 'more']);
  });
});
