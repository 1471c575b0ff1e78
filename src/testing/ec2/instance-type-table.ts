import type { InstanceTypeInfo } from '@aws-sdk/client-ec2';

/** What the types of a family have in common. */
interface Family {
  /** GiB for each vCPU. */
  readonly memoryRatio: number;
  readonly clockGhz: number;
  /** Sizes by name: a multiple of `xlarge`, which has 4 vCPUs. */
  readonly sizes: string;
  /** The size without a hypervisor, and its vCPUs. */
  readonly metal?: readonly [name: string, vcpus: number];
  readonly features?: readonly 'nested-virtualization'[];
  readonly previousGeneration?: boolean;
  readonly architecture?: 'arm64';
}

const NESTED = ['nested-virtualization'] as const;
const SMALL_RANGE = 'xlarge 2xlarge 4xlarge 8xlarge 16xlarge';
const M5_RANGE = 'xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge';

/**
 * The families that workers are likely to run on, with AWS's figures.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html
 */
const FAMILIES: Readonly<Record<string, Family>> = {
  c5: {
    memoryRatio: 2,
    clockGhz: 3.4,
    sizes: 'xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge',
    metal: ['metal', 96],
    previousGeneration: true,
  },
  m5: { memoryRatio: 4, clockGhz: 3.1, sizes: M5_RANGE, metal: ['metal', 96], previousGeneration: true },
  r5: { memoryRatio: 8, clockGhz: 3.1, sizes: M5_RANGE, metal: ['metal', 96], previousGeneration: true },
  m5zn: {
    memoryRatio: 4,
    clockGhz: 4.5,
    sizes: 'xlarge 2xlarge 3xlarge 6xlarge 12xlarge',
    metal: ['metal', 48],
  },
  c6i: { memoryRatio: 2, clockGhz: 3.5, sizes: SMALL_RANGE, metal: ['metal', 128] },
  m6i: { memoryRatio: 4, clockGhz: 3.5, sizes: SMALL_RANGE, metal: ['metal', 128], previousGeneration: true },
  c7i: { memoryRatio: 2, clockGhz: 3.2, sizes: SMALL_RANGE, metal: ['metal-24xl', 96] },
  m7i: { memoryRatio: 4, clockGhz: 3.2, sizes: SMALL_RANGE, metal: ['metal-24xl', 96] },
  m7g: { memoryRatio: 4, clockGhz: 2.6, sizes: SMALL_RANGE, metal: ['metal', 64], architecture: 'arm64' },
  c8i: { memoryRatio: 2, clockGhz: 3.9, sizes: SMALL_RANGE, features: NESTED },
  m8i: { memoryRatio: 4, clockGhz: 3.9, sizes: SMALL_RANGE, features: NESTED },
  r8i: { memoryRatio: 8, clockGhz: 3.9, sizes: SMALL_RANGE, features: NESTED },
};

/** The sizes of T3, the only family here with sizes below `xlarge`: vCPUs and GiB. */
const T3_SIZES: Readonly<Record<string, readonly [vcpus: number, memoryGiB: number]>> = {
  micro: [2, 1],
  small: [2, 2],
  medium: [2, 4],
  large: [2, 8],
  xlarge: [4, 16],
  '2xlarge': [8, 32],
};

/** The clocks of the few sizes that run faster than the rest of their family. */
const FASTER: Readonly<Record<string, number>> = {
  'c5.12xlarge': 3.6,
  'c5.24xlarge': 3.6,
  'c5.metal': 3.6,
};

/** The vCPUs of a type: from the table, or else from the name of its size. */
export function vcpusOf(instanceType: string): number {
  return INSTANCE_TYPES.get(instanceType)?.VCpuInfo?.DefaultVCpus ?? vcpusOfSize(instanceType);
}

/** Every type of the built-in table, as DescribeInstanceTypes shows it. */
export const INSTANCE_TYPES: ReadonlyMap<string, InstanceTypeInfo> = new Map(
  [
    ...Object.entries(FAMILIES).flatMap(([name, family]) => describeFamily(name, family)),
    ...describeT3(),
  ].map((info) => [info.InstanceType ?? '', info]),
);

function describeFamily(name: string, family: Family): InstanceTypeInfo[] {
  const sizes = family.sizes.split(' ').map((size) => describeType(`${name}.${size}`, family, false));
  if (family.metal === undefined) return sizes;
  const [metal, vcpus] = family.metal;
  return [...sizes, describeType(`${name}.${metal}`, family, true, vcpus)];
}

function describeT3(): InstanceTypeInfo[] {
  return Object.entries(T3_SIZES).map(([size, [vcpus, memoryGiB]]) => ({
    ...describeType(
      `t3.${size}`,
      { memoryRatio: memoryGiB / vcpus, clockGhz: 2.5, sizes: size },
      false,
      vcpus,
    ),
    BurstablePerformanceSupported: true,
    FreeTierEligible: size === 'micro' || size === 'small',
  }));
}

function describeType(
  instanceType: string,
  family: Family,
  bareMetal: boolean,
  vcpus: number = vcpusOfSize(instanceType),
): InstanceTypeInfo {
  const threadsPerCore = family.architecture === 'arm64' ? 1 : 2;
  return {
    InstanceType: instanceType as NonNullable<InstanceTypeInfo['InstanceType']>,
    CurrentGeneration: family.previousGeneration !== true,
    FreeTierEligible: false,
    SupportedUsageClasses: ['on-demand', 'spot'],
    SupportedRootDeviceTypes: ['ebs'],
    SupportedVirtualizationTypes: ['hvm'],
    BareMetal: bareMetal,
    Hypervisor: bareMetal ? undefined : 'nitro',
    ProcessorInfo: {
      SupportedArchitectures: [family.architecture ?? 'x86_64'],
      SustainedClockSpeedInGhz: FASTER[instanceType] ?? family.clockGhz,
      SupportedFeatures: family.features === undefined ? undefined : [...family.features],
      Manufacturer: family.architecture === 'arm64' ? 'AWS' : 'Intel',
    },
    VCpuInfo: {
      DefaultVCpus: vcpus,
      DefaultCores: vcpus / threadsPerCore,
      DefaultThreadsPerCore: threadsPerCore,
    },
    MemoryInfo: { SizeInMiB: vcpus * family.memoryRatio * 1_024 },
    InstanceStorageSupported: false,
    BurstablePerformanceSupported: false,
    AutoRecoverySupported: true,
  };
}

/** `xlarge` has 4 vCPUs, `9xlarge` 36, `metal-24xl` 96; what is smaller has 2. */
function vcpusOfSize(instanceType: string): number {
  const multiple = /\.(?:metal-)?(\d+)xl(?:arge)?$/.exec(instanceType)?.[1];
  if (multiple !== undefined) return Number(multiple) * 4;
  if (instanceType.endsWith('.xlarge')) return 4;
  return instanceType.includes('.metal') ? 96 : 2;
}
