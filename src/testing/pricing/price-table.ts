/** Prices per hour of shared Linux instances, in US dollars, by region. */
export interface InstancePrices {
  readonly instanceType: string;
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly linux: Readonly<Record<string, string>>;
}

/** Prices per month of EBS volumes, in US dollars, by region: per GB, per IOPS and per GiB/s. */
export interface VolumePrices {
  /** Such as `gp3`. */
  readonly type: string;
  /** AWS's name of the type in words. */
  readonly words: string;
  /** What its usage types end in, such as `.gp3`. */
  readonly suffix: string;
  readonly storage: Readonly<Record<string, string>>;
  /** By the tier: the first one has no name. */
  readonly iops?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly throughput?: Readonly<Record<string, string>>;
}

/** The regions that have prices: AWS's name for them, and what their usage types begin with. */
export const PRICED_REGIONS: Readonly<
  Record<string, { readonly location: string; readonly prefix: string }>
> = {
  'us-east-1': { location: 'US East (N. Virginia)', prefix: '' },
  'eu-west-1': { location: 'EU (Ireland)', prefix: 'EU-' },
};

const [VIRGINIA, IRELAND] = ['us-east-1', 'eu-west-1'] as const;

function inBoth(virginia: string, ireland: string): Readonly<Record<string, string>> {
  return { [VIRGINIA]: virginia, [IRELAND]: ireland };
}

function type(
  instanceType: string,
  vcpus: number,
  memoryGiB: number,
  linux: InstancePrices['linux'],
): InstancePrices {
  return { instanceType, vcpus, memoryGiB, linux };
}

/** @see https://aws.amazon.com/ec2/pricing/on-demand/ */
export const INSTANCE_PRICES: readonly InstancePrices[] = [
  type('t3.micro', 2, 1, inBoth('0.0104', '0.0114')),
  type('t3.large', 2, 8, inBoth('0.0832', '0.0912')),
  type('t3.xlarge', 4, 16, inBoth('0.1664', '0.1824')),
  type('t3.2xlarge', 8, 32, inBoth('0.3328', '0.3648')),
  type('m5.large', 2, 8, inBoth('0.096', '0.107')),
  type('m5.xlarge', 4, 16, inBoth('0.192', '0.214')),
  type('m5.2xlarge', 8, 32, inBoth('0.384', '0.428')),
  type('m5.4xlarge', 16, 64, inBoth('0.768', '0.856')),
  type('m5.metal', 96, 384, inBoth('4.608', '5.136')),
  type('m5zn.metal', 48, 192, { [VIRGINIA]: '3.9641' }),
  type('c5.large', 2, 4, inBoth('0.085', '0.096')),
  type('c5.xlarge', 4, 8, inBoth('0.17', '0.192')),
  type('c5.2xlarge', 8, 16, inBoth('0.34', '0.384')),
  type('c5.4xlarge', 16, 32, inBoth('0.68', '0.768')),
  type('c5.metal', 96, 192, inBoth('4.08', '4.608')),
  type('r5.xlarge', 4, 32, inBoth('0.252', '0.282')),
  type('r5.2xlarge', 8, 64, inBoth('0.504', '0.564')),
];

/** @see https://aws.amazon.com/ebs/pricing/ */
export const VOLUME_PRICES: readonly VolumePrices[] = [
  {
    type: 'gp3',
    words: 'General Purpose',
    suffix: '.gp3',
    storage: inBoth('0.08', '0.088'),
    iops: { '': inBoth('0.005', '0.0055') },
    throughput: inBoth('40.96', '45.056'),
  },
  { type: 'gp2', words: 'General Purpose', suffix: '.gp2', storage: inBoth('0.10', '0.11') },
  {
    type: 'io1',
    words: 'Provisioned IOPS',
    suffix: '.piops',
    storage: inBoth('0.125', '0.138'),
    iops: { '': inBoth('0.065', '0.072') },
  },
  {
    type: 'io2',
    words: 'Provisioned IOPS',
    suffix: '.io2',
    storage: inBoth('0.125', '0.138'),
    iops: {
      '': inBoth('0.065', '0.072'),
      '.tier2': inBoth('0.0455', '0.0504'),
      '.tier3': inBoth('0.03185', '0.03528'),
    },
  },
  { type: 'st1', words: 'Throughput Optimized HDD', suffix: '.st1', storage: inBoth('0.045', '0.05') },
  { type: 'sc1', words: 'Cold HDD', suffix: '.sc1', storage: inBoth('0.015', '0.0168') },
  { type: 'standard', words: 'Magnetic', suffix: '', storage: inBoth('0.05', '0.055') },
];
