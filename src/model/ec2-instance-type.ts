import type { OpenUnion } from './open-union.js';

/**
 * The instance types that a worker is likely to run on. Nodes of Cisco Modeling Labs need hardware
 * virtualisation: a `metal` size, or a family with nested virtualisation such as C8i, M8i and R8i.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html
 */
export const Ec2InstanceType = {
  /** 2 vCPUs, 1 GiB. */
  T3_MICRO: 't3.micro',
  /** 2 vCPUs, 2 GiB. */
  T3_SMALL: 't3.small',
  /** 2 vCPUs, 4 GiB. */
  T3_MEDIUM: 't3.medium',
  /** 2 vCPUs, 8 GiB. */
  T3_LARGE: 't3.large',
  /** 4 vCPUs, 16 GiB. */
  T3_XLARGE: 't3.xlarge',
  /** 8 vCPUs, 32 GiB. */
  T3_2XLARGE: 't3.2xlarge',
  /** 4 vCPUs, 8 GiB. */
  C5_XLARGE: 'c5.xlarge',
  /** 8 vCPUs, 16 GiB. */
  C5_2XLARGE: 'c5.2xlarge',
  /** 16 vCPUs, 32 GiB. */
  C5_4XLARGE: 'c5.4xlarge',
  /** 36 vCPUs, 72 GiB. */
  C5_9XLARGE: 'c5.9xlarge',
  /** 48 vCPUs, 96 GiB. */
  C5_12XLARGE: 'c5.12xlarge',
  /** 72 vCPUs, 144 GiB. */
  C5_18XLARGE: 'c5.18xlarge',
  /** 96 vCPUs, 192 GiB. */
  C5_24XLARGE: 'c5.24xlarge',
  /** 96 vCPUs, 192 GiB. */
  C5_METAL: 'c5.metal',
  /** 4 vCPUs, 16 GiB. */
  M5_XLARGE: 'm5.xlarge',
  /** 8 vCPUs, 32 GiB. */
  M5_2XLARGE: 'm5.2xlarge',
  /** 16 vCPUs, 64 GiB. */
  M5_4XLARGE: 'm5.4xlarge',
  /** 32 vCPUs, 128 GiB. */
  M5_8XLARGE: 'm5.8xlarge',
  /** 48 vCPUs, 192 GiB. */
  M5_12XLARGE: 'm5.12xlarge',
  /** 64 vCPUs, 256 GiB. */
  M5_16XLARGE: 'm5.16xlarge',
  /** 96 vCPUs, 384 GiB. */
  M5_24XLARGE: 'm5.24xlarge',
  /** 96 vCPUs, 384 GiB. */
  M5_METAL: 'm5.metal',
  /** 4 vCPUs, 32 GiB. */
  R5_XLARGE: 'r5.xlarge',
  /** 8 vCPUs, 64 GiB. */
  R5_2XLARGE: 'r5.2xlarge',
  /** 16 vCPUs, 128 GiB. */
  R5_4XLARGE: 'r5.4xlarge',
  /** 32 vCPUs, 256 GiB. */
  R5_8XLARGE: 'r5.8xlarge',
  /** 48 vCPUs, 384 GiB. */
  R5_12XLARGE: 'r5.12xlarge',
  /** 64 vCPUs, 512 GiB. */
  R5_16XLARGE: 'r5.16xlarge',
  /** 96 vCPUs, 768 GiB. */
  R5_24XLARGE: 'r5.24xlarge',
  /** 96 vCPUs, 768 GiB. */
  R5_METAL: 'r5.metal',
  /** 4 vCPUs, 16 GiB. */
  M5ZN_XLARGE: 'm5zn.xlarge',
  /** 8 vCPUs, 32 GiB. */
  M5ZN_2XLARGE: 'm5zn.2xlarge',
  /** 12 vCPUs, 48 GiB. */
  M5ZN_3XLARGE: 'm5zn.3xlarge',
  /** 24 vCPUs, 96 GiB. */
  M5ZN_6XLARGE: 'm5zn.6xlarge',
  /** 48 vCPUs, 192 GiB. */
  M5ZN_12XLARGE: 'm5zn.12xlarge',
  /** 48 vCPUs, 192 GiB. */
  M5ZN_METAL: 'm5zn.metal',
  /** 4 vCPUs, 8 GiB. */
  C6I_XLARGE: 'c6i.xlarge',
  /** 8 vCPUs, 16 GiB. */
  C6I_2XLARGE: 'c6i.2xlarge',
  /** 16 vCPUs, 32 GiB. */
  C6I_4XLARGE: 'c6i.4xlarge',
  /** 32 vCPUs, 64 GiB. */
  C6I_8XLARGE: 'c6i.8xlarge',
  /** 64 vCPUs, 128 GiB. */
  C6I_16XLARGE: 'c6i.16xlarge',
  /** 128 vCPUs, 256 GiB. */
  C6I_METAL: 'c6i.metal',
  /** 4 vCPUs, 16 GiB. */
  M6I_XLARGE: 'm6i.xlarge',
  /** 8 vCPUs, 32 GiB. */
  M6I_2XLARGE: 'm6i.2xlarge',
  /** 16 vCPUs, 64 GiB. */
  M6I_4XLARGE: 'm6i.4xlarge',
  /** 32 vCPUs, 128 GiB. */
  M6I_8XLARGE: 'm6i.8xlarge',
  /** 64 vCPUs, 256 GiB. */
  M6I_16XLARGE: 'm6i.16xlarge',
  /** 128 vCPUs, 512 GiB. */
  M6I_METAL: 'm6i.metal',
  /** 4 vCPUs, 8 GiB. */
  C7I_XLARGE: 'c7i.xlarge',
  /** 8 vCPUs, 16 GiB. */
  C7I_2XLARGE: 'c7i.2xlarge',
  /** 16 vCPUs, 32 GiB. */
  C7I_4XLARGE: 'c7i.4xlarge',
  /** 32 vCPUs, 64 GiB. */
  C7I_8XLARGE: 'c7i.8xlarge',
  /** 64 vCPUs, 128 GiB. */
  C7I_16XLARGE: 'c7i.16xlarge',
  /** 96 vCPUs, 192 GiB. */
  C7I_METAL_24XL: 'c7i.metal-24xl',
  /** 4 vCPUs, 16 GiB. */
  M7I_XLARGE: 'm7i.xlarge',
  /** 8 vCPUs, 32 GiB. */
  M7I_2XLARGE: 'm7i.2xlarge',
  /** 16 vCPUs, 64 GiB. */
  M7I_4XLARGE: 'm7i.4xlarge',
  /** 32 vCPUs, 128 GiB. */
  M7I_8XLARGE: 'm7i.8xlarge',
  /** 64 vCPUs, 256 GiB. */
  M7I_16XLARGE: 'm7i.16xlarge',
  /** 96 vCPUs, 384 GiB. */
  M7I_METAL_24XL: 'm7i.metal-24xl',
  /** 4 vCPUs, 8 GiB. */
  C8I_XLARGE: 'c8i.xlarge',
  /** 8 vCPUs, 16 GiB. */
  C8I_2XLARGE: 'c8i.2xlarge',
  /** 16 vCPUs, 32 GiB. */
  C8I_4XLARGE: 'c8i.4xlarge',
  /** 32 vCPUs, 64 GiB. */
  C8I_8XLARGE: 'c8i.8xlarge',
  /** 64 vCPUs, 128 GiB. */
  C8I_16XLARGE: 'c8i.16xlarge',
  /** 4 vCPUs, 16 GiB. */
  M8I_XLARGE: 'm8i.xlarge',
  /** 8 vCPUs, 32 GiB. */
  M8I_2XLARGE: 'm8i.2xlarge',
  /** 16 vCPUs, 64 GiB. */
  M8I_4XLARGE: 'm8i.4xlarge',
  /** 32 vCPUs, 128 GiB. */
  M8I_8XLARGE: 'm8i.8xlarge',
  /** 64 vCPUs, 256 GiB. */
  M8I_16XLARGE: 'm8i.16xlarge',
  /** 4 vCPUs, 32 GiB. */
  R8I_XLARGE: 'r8i.xlarge',
  /** 8 vCPUs, 64 GiB. */
  R8I_2XLARGE: 'r8i.2xlarge',
  /** 16 vCPUs, 128 GiB. */
  R8I_4XLARGE: 'r8i.4xlarge',
  /** 32 vCPUs, 256 GiB. */
  R8I_8XLARGE: 'r8i.8xlarge',
  /** 64 vCPUs, 512 GiB. */
  R8I_16XLARGE: 'r8i.16xlarge',
} as const;

/** A type of {@link Ec2InstanceType}, or any other that EC2 offers. */
export type Ec2InstanceType = OpenUnion<(typeof Ec2InstanceType)[keyof typeof Ec2InstanceType]>;
