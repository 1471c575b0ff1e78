import { CreateTagsCommand, DescribeTagsCommand } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { launchOne, simulate } from './simulation.js';

describe('a filter value with every wildcard behind a backslash', () => {
  it('finds the tag that has the value, whatever it is made of', async () => {
    const { ec2 } = simulate();
    const id = await launchOne(ec2);
    const value = fc.string({
      unit: fc.constantFrom('a', '*', '?', '\\', '.', '(', '😀', '<', ' x'),
      maxLength: 20,
    });

    await fc.assert(
      fc.asyncProperty(value, async (Value) => {
        await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'k', Value }] }));

        const escaped = Value.replace(/[\\*?]/g, '\\$&');
        const reply = await ec2.send(
          new DescribeTagsCommand({ Filters: [{ Name: 'value', Values: [escaped] }] }),
        );

        expect(reply.Tags?.map((tag) => tag.Value)).toEqual([Value]);
      }),
      { numRuns: 60 },
    );
  });
});
