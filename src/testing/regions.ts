/** Whether an account can use a region. */
export type RegionStatus = 'opt-in-not-required' | 'opted-in' | 'not-opted-in';

/** Regions that every account has from its start. */
const DEFAULT_REGIONS =
  'ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2';

/** Regions that an account has to ask for. */
const OPT_IN_REGIONS =
  'af-south-1 ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1 me-south-1 mx-central-1';

/** The regions of AWS, and which of them the simulated accounts have asked for. */
export class RegionDirectory {
  readonly #optedIn: Set<string>;

  constructor(optedIn: readonly string[] = []) {
    this.#optedIn = new Set();
    for (const region of optedIn) this.optIn(region);
  }

  /** @throws Error for a region that nobody has to ask for. */
  optIn(region: string): void {
    if (!OPT_IN.has(region)) throw new Error(`There is no opt-in region ${region}.`);
    this.#optedIn.add(region);
  }

  /** Every region there is, by name. */
  all(): readonly (readonly [region: string, status: RegionStatus])[] {
    return [...DEFAULT, ...OPT_IN].map((region) => [region, this.status(region) ?? 'not-opted-in']);
  }

  /** `undefined` for a region that does not exist. */
  status(region: string): RegionStatus | undefined {
    if (DEFAULT.has(region)) return 'opt-in-not-required';
    if (!OPT_IN.has(region)) return undefined;
    return this.#optedIn.has(region) ? 'opted-in' : 'not-opted-in';
  }

  isEnabled(region: string): boolean {
    const status = this.status(region);
    return status === 'opt-in-not-required' || status === 'opted-in';
  }
}

const DEFAULT: ReadonlySet<string> = new Set(DEFAULT_REGIONS.split(' '));
const OPT_IN: ReadonlySet<string> = new Set(OPT_IN_REGIONS.split(' '));

/** The only regions where the Price List is to be asked. */
const PRICE_REGIONS: readonly string[] = ['us-east-1', 'eu-central-1', 'ap-south-1'];

/** Whether the name of a host is one that no server has: one of AWS's commercial regions that does not exist. */
export function isUnknownHost(hostname: string): boolean {
  const region = /^[a-z0-9]+\.([a-z0-9-]+)\.amazonaws\.com$/.exec(hostname)?.[1];
  const priceRegion = /^api\.pricing\.([a-z0-9-]+)\.amazonaws\.com$/.exec(hostname)?.[1];
  if (priceRegion !== undefined) return !PRICE_REGIONS.includes(priceRegion);
  if (region === undefined || region.startsWith('us-gov-')) return false;
  return !DEFAULT.has(region) && !OPT_IN.has(region);
}
