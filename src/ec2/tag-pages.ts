import { expectList } from '../aws/expect-list.js';
import type { AwsCall } from '../aws/sender.js';
import type { Tags } from '../model/tags.js';
import { tagsFromList } from '../tags/tag-list.js';
import type { Answers } from './ec2-port.js';
import { allPages, type Ec2Sender } from './ec2-request.js';

/** EC2's limit on the tags of a page. */
const PAGE_SIZE = 1_000;

/** Reads the tags of instances from where EC2 keeps tags. It says the same of one without tags and of none. */
export async function readTagPages(
  sender: Ec2Sender,
  instanceIds: readonly string[],
  request: AwsCall,
): Promise<Answers<Tags>> {
  const input = { Filters: [{ Name: 'resource-id', Values: [...instanceIds] }], MaxResults: PAGE_SIZE };
  const rows = await allPages((nextToken) =>
    sender.send(request, async ({ client, sdk }, options) => {
      const page = nextToken === undefined ? input : { ...input, NextToken: nextToken };
      const output = await client.send(new sdk.DescribeTagsCommand(page), options);
      return { rows: expectList(output.Tags), nextToken: output.NextToken };
    }),
  );
  const tagsOf = (id: string): Tags => tagsFromList(rows.filter(({ ResourceId }) => ResourceId === id));
  return new Map(instanceIds.map((id) => [id, { value: tagsOf(id) }]));
}
