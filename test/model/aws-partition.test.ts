import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AwsRegion } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { partitionOf, partitionOfArn } from '../../src/model/aws-partition.js';

interface SdkPartition {
  readonly id: string;
  readonly outputs: { readonly implicitGlobalRegion: string };
  readonly regions: Readonly<Record<string, unknown>>;
}

/** The partitions that the AWS SDK builds its endpoints by. Its package does not export them. */
function sdkPartitions(): readonly SdkPartition[] {
  const require = createRequire(import.meta.url);
  const ec2 = createRequire(require.resolve('@aws-sdk/client-ec2'));
  const root = join(dirname(ec2.resolve('@aws-sdk/core')), '..');
  const file = join(root, 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js');
  const source = readFileSync(file, 'utf8');
  const json = source.slice(source.indexOf('{'), source.lastIndexOf('}') + 1);
  return (JSON.parse(json) as { readonly partitions: readonly SdkPartition[] }).partitions;
}

/** What the SDK lists beside regions: names that stand for a whole partition. */
const isRegion = (name: string): boolean => !name.endsWith('-global');

describe('AwsRegion', () => {
  it('has every region that the AWS SDK knows', () => {
    const known = sdkPartitions()
      .flatMap(({ regions }) => Object.keys(regions))
      .filter(isRegion);

    expect(known.length).toBeGreaterThan(30);
    expect(Object.values(AwsRegion)).toEqual(expect.arrayContaining(known));
  });

  it('names each constant after its region', () => {
    for (const [constant, region] of Object.entries(AwsRegion)) {
      expect(constant).toBe(region.toUpperCase().replaceAll('-', '_'));
    }
  });
});

describe('partitionOf', () => {
  it('says of every region what the AWS SDK says', () => {
    for (const { id, outputs, regions } of sdkPartitions()) {
      for (const region of Object.keys(regions).filter(isRegion)) {
        expect(partitionOf(region)).toEqual({ name: id, mainRegion: outputs.implicitGlobalRegion });
      }
    }
  });

  it('is told by an ARN as well', () => {
    for (const { id, outputs } of sdkPartitions()) {
      expect(partitionOfArn(`arn:${id}:iam::123456789012:role/workers`)).toEqual({
        name: id,
        mainRegion: outputs.implicitGlobalRegion,
      });
    }
  });

  it('takes a region that it does not know for a commercial one', () => {
    expect(partitionOf('xx-nowhere-9')).toEqual({ name: 'aws', mainRegion: 'us-east-1' });
  });
});
