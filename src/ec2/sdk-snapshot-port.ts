import type { CreateSnapshotsCommandInput, Image, Snapshot } from '@aws-sdk/client-ec2';
import { expectList } from '../aws/expect-list.js';
import { ResourceNotFoundError } from '../errors/resource-not-found-error.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { WorkerSnapshot } from '../model/worker-snapshot.js';
import { tagsToList } from '../tags/tag-list.js';
import { confirmReply } from './confirm-reply.js';
import type { PortCall } from './ec2-port.js';
import { allPages, type Ec2Sender, readRequest } from './ec2-request.js';
import { inFilters, tagFilters } from './requests/literal-filter.js';
import { toWorkerSnapshot } from './responses/to-worker-snapshot.js';
import type { SnapshotPort, SnapshotQuery, SnapshotSpecification } from './snapshot-port.js';

const PAGE_SIZE = 1_000;

/** The snapshot port over the AWS SDK. */
export class SdkSnapshotPort implements SnapshotPort {
  readonly #sender: Ec2Sender;
  readonly #region: AwsRegion;

  constructor(sender: Ec2Sender, region: AwsRegion) {
    this.#sender = sender;
    this.#region = region;
  }

  async create(specification: SnapshotSpecification, call: PortCall): Promise<readonly WorkerSnapshot[]> {
    const { instanceId } = specification;
    const request = {
      ...readRequest('CreateSnapshots', this.#region, call, [instanceId]),
      idempotent: false,
    };
    const input = buildCreateSnapshots(specification);
    const rows = await this.#sender.send(request, async ({ client, sdk }, options) => {
      const output = await client.send(new sdk.CreateSnapshotsCommand(input), options);
      return expectList(output.Snapshots);
    });
    return rows.map(toWorkerSnapshot).filter((snapshot) => snapshot !== undefined);
  }

  async list({ tags }: SnapshotQuery, call: PortCall): Promise<readonly WorkerSnapshot[]> {
    const request = readRequest('DescribeSnapshots', this.#region, call);
    const input = { OwnerIds: ['self'], Filters: tagFilters(tags), MaxResults: PAGE_SIZE };
    const rows = await allPages<Snapshot>((NextToken) =>
      this.#sender.send(request, async ({ client, sdk }, options) => {
        const page = { ...input, ...(NextToken === undefined ? {} : { NextToken }) };
        const output = await client.send(new sdk.DescribeSnapshotsCommand(page), options);
        return { rows: expectList(output.Snapshots), nextToken: output.NextToken };
      }),
    );
    return rows.map(toWorkerSnapshot).filter((snapshot) => snapshot !== undefined);
  }

  async delete(snapshotId: string, call: PortCall): Promise<void> {
    const request = readRequest('DeleteSnapshot', this.#region, call);
    try {
      await this.#sender.send(request, async ({ client, sdk }, options) => {
        const command = new sdk.DeleteSnapshotCommand({ SnapshotId: snapshotId });
        await client.send(confirmReply(command, client.config.streamCollector), options);
      });
    } catch (error) {
      if (!ResourceNotFoundError.isInstance(error)) throw error;
    }
  }

  async readUsed(snapshotIds: readonly string[], call: PortCall): Promise<ReadonlySet<string>> {
    const request = readRequest('DescribeImages', this.#region, call);
    const used = new Set<string>();
    for (const Values of inFilters(snapshotIds)) {
      const Filters = [{ Name: 'block-device-mapping.snapshot-id', Values }];
      const input = { Owners: ['self'], Filters, IncludeDeprecated: true, IncludeDisabled: true };
      // To the last page: an image that is overlooked would make its snapshots seem free to be deleted.
      const images = await allPages<Image>((NextToken) =>
        this.#sender.send(request, async ({ client, sdk }, options) => {
          const page = { ...input, ...(NextToken === undefined ? {} : { NextToken }) };
          const output = await client.send(new sdk.DescribeImagesCommand(page), options);
          return { rows: expectList(output.Images), nextToken: output.NextToken };
        }),
      );
      for (const snapshotId of images.flatMap(snapshotsOf)) used.add(snapshotId);
    }
    return new Set(snapshotIds.filter((snapshotId) => used.has(snapshotId)));
  }
}

function snapshotsOf({ BlockDeviceMappings = [] }: Image): string[] {
  return BlockDeviceMappings.flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []);
}

function buildCreateSnapshots(specification: SnapshotSpecification): CreateSnapshotsCommandInput {
  const { instanceId, description, tags, copyTags, excludeRootVolume, excludeVolumeIds } = specification;
  return {
    InstanceSpecification: {
      InstanceId: instanceId,
      ...(excludeRootVolume ? { ExcludeBootVolume: true } : {}),
      ...(excludeVolumeIds.length > 0 ? { ExcludeDataVolumeIds: [...excludeVolumeIds] } : {}),
    },
    ...(description === undefined ? {} : { Description: description }),
    TagSpecifications: [{ ResourceType: 'snapshot', Tags: tagsToList(tags) }],
    ...(copyTags ? { CopyTagsFromSource: 'volume' } : {}),
  };
}
