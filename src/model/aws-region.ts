import type { OpenUnion } from './open-union.js';

/**
 * The AWS regions, those of the China, GovCloud, European Sovereign and isolated partitions included.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export const AwsRegion = {
  /** US East (N. Virginia). */
  US_EAST_1: 'us-east-1',
  /** US East (Ohio). */
  US_EAST_2: 'us-east-2',
  /** US West (N. California). */
  US_WEST_1: 'us-west-1',
  /** US West (Oregon). */
  US_WEST_2: 'us-west-2',
  /** Africa (Cape Town). */
  AF_SOUTH_1: 'af-south-1',
  /** Asia Pacific (Hong Kong). */
  AP_EAST_1: 'ap-east-1',
  /** Asia Pacific (Taipei). */
  AP_EAST_2: 'ap-east-2',
  /** Asia Pacific (Tokyo). */
  AP_NORTHEAST_1: 'ap-northeast-1',
  /** Asia Pacific (Seoul). */
  AP_NORTHEAST_2: 'ap-northeast-2',
  /** Asia Pacific (Osaka). */
  AP_NORTHEAST_3: 'ap-northeast-3',
  /** Asia Pacific (Mumbai). */
  AP_SOUTH_1: 'ap-south-1',
  /** Asia Pacific (Hyderabad). */
  AP_SOUTH_2: 'ap-south-2',
  /** Asia Pacific (Singapore). */
  AP_SOUTHEAST_1: 'ap-southeast-1',
  /** Asia Pacific (Sydney). */
  AP_SOUTHEAST_2: 'ap-southeast-2',
  /** Asia Pacific (Jakarta). */
  AP_SOUTHEAST_3: 'ap-southeast-3',
  /** Asia Pacific (Melbourne). */
  AP_SOUTHEAST_4: 'ap-southeast-4',
  /** Asia Pacific (Malaysia). */
  AP_SOUTHEAST_5: 'ap-southeast-5',
  /** Asia Pacific (New Zealand). */
  AP_SOUTHEAST_6: 'ap-southeast-6',
  /** Asia Pacific (Thailand). */
  AP_SOUTHEAST_7: 'ap-southeast-7',
  /** Canada (Central). */
  CA_CENTRAL_1: 'ca-central-1',
  /** Canada West (Calgary). */
  CA_WEST_1: 'ca-west-1',
  /** Europe (Frankfurt). */
  EU_CENTRAL_1: 'eu-central-1',
  /** Europe (Zurich). */
  EU_CENTRAL_2: 'eu-central-2',
  /** Europe (Stockholm). */
  EU_NORTH_1: 'eu-north-1',
  /** Europe (Milan). */
  EU_SOUTH_1: 'eu-south-1',
  /** Europe (Spain). */
  EU_SOUTH_2: 'eu-south-2',
  /** Europe (Ireland). */
  EU_WEST_1: 'eu-west-1',
  /** Europe (London). */
  EU_WEST_2: 'eu-west-2',
  /** Europe (Paris). */
  EU_WEST_3: 'eu-west-3',
  /** Israel (Tel Aviv). */
  IL_CENTRAL_1: 'il-central-1',
  /** Middle East (UAE). */
  ME_CENTRAL_1: 'me-central-1',
  /** Middle East (Bahrain). */
  ME_SOUTH_1: 'me-south-1',
  /** Middle East, announced. */
  ME_WEST_1: 'me-west-1',
  /** Mexico (Central). */
  MX_CENTRAL_1: 'mx-central-1',
  /** South America (São Paulo). */
  SA_EAST_1: 'sa-east-1',
  /** South America, announced. */
  SA_WEST_1: 'sa-west-1',
  /** China (Beijing). */
  CN_NORTH_1: 'cn-north-1',
  /** China (Ningxia). */
  CN_NORTHWEST_1: 'cn-northwest-1',
  /** AWS GovCloud (US-East). */
  US_GOV_EAST_1: 'us-gov-east-1',
  /** AWS GovCloud (US-West). */
  US_GOV_WEST_1: 'us-gov-west-1',
  /** AWS European Sovereign Cloud (Germany). */
  EUSC_DE_EAST_1: 'eusc-de-east-1',
  /** US ISO East, isolated. */
  US_ISO_EAST_1: 'us-iso-east-1',
  /** US ISO West, isolated. */
  US_ISO_WEST_1: 'us-iso-west-1',
  /** US ISOB East (Ohio), isolated. */
  US_ISOB_EAST_1: 'us-isob-east-1',
  /** US ISOB West, isolated. */
  US_ISOB_WEST_1: 'us-isob-west-1',
  /** EU ISOE West, isolated. */
  EU_ISOE_WEST_1: 'eu-isoe-west-1',
  /** US ISOF East, isolated. */
  US_ISOF_EAST_1: 'us-isof-east-1',
  /** US ISOF South, isolated. */
  US_ISOF_SOUTH_1: 'us-isof-south-1',
} as const;

/** A region of {@link AwsRegion}, or one that AWS has opened since. */
export type AwsRegion = OpenUnion<(typeof AwsRegion)[keyof typeof AwsRegion]>;
