import type { Filter, SpotPrice as SdkSpotPrice, SpotInstanceRequest } from '@aws-sdk/client-ec2';
import { expectList } from '../aws/expect-list.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { SpotNotice, SpotPrice, SpotPriceQuery } from '../model/spot-market.js';
import type { PortCall } from './ec2-port.js';
import { allPages, type Ec2Sender, readRequest } from './ec2-request.js';
import { inFilters } from './requests/literal-filter.js';
import { toSpotNotice } from './responses/to-spot-notice.js';
import type { SpotPort } from './spot-port.js';

const PAGE_SIZE = 1_000;

/** The spot port over the AWS SDK. */
export class SdkSpotPort implements SpotPort {
  readonly #sender: Ec2Sender;
  readonly #region: AwsRegion;

  constructor(sender: Ec2Sender, region: AwsRegion) {
    this.#sender = sender;
    this.#region = region;
  }

  async readPrices(
    query: SpotPriceQuery & { readonly since: Date },
    call: PortCall,
  ): Promise<readonly SpotPrice[]> {
    const request = readRequest('DescribeSpotPriceHistory', this.#region, call);
    const { instanceTypes, availabilityZones, since, productDescription = 'Linux/UNIX' } = query;
    const zones = availabilityZones === undefined ? [] : [...availabilityZones];
    const input = {
      InstanceTypes: [...instanceTypes] as NonNullable<SdkSpotPrice['InstanceType']>[],
      ProductDescriptions: [productDescription],
      StartTime: since,
      MaxResults: PAGE_SIZE,
      ...(zones.length === 0 ? {} : { Filters: [{ Name: 'availability-zone', Values: zones }] }),
    };
    const rows = await allPages<SdkSpotPrice>((NextToken) =>
      this.#sender.send(request, async ({ client, sdk }, options) => {
        const page = { ...input, ...(NextToken === undefined ? {} : { NextToken }) };
        const output = await client.send(new sdk.DescribeSpotPriceHistoryCommand(page), options);
        return { rows: expectList(output.SpotPriceHistory), nextToken: output.NextToken };
      }),
    );
    return rows.map((row) => toSpotPrice(row, this.#region)).filter((price) => price !== undefined);
  }

  async readNotices(
    instanceIds: readonly string[] | undefined,
    call: PortCall,
  ): Promise<readonly SpotNotice[]> {
    const notices: SpotNotice[] = [];
    const lists = instanceIds === undefined ? [undefined] : inFilters(instanceIds);
    for (const Values of lists) {
      const Filters: Filter[] = Values === undefined ? [] : [{ Name: 'instance-id', Values }];
      for (const row of await this.#readRequests(Filters, call)) {
        const notice = toSpotNotice(row, this.#region);
        if (notice !== undefined) notices.push(notice);
      }
    }
    return notices;
  }

  #readRequests(Filters: Filter[], call: PortCall): Promise<readonly SpotInstanceRequest[]> {
    const request = readRequest('DescribeSpotInstanceRequests', this.#region, call);
    const input = { MaxResults: PAGE_SIZE, ...(Filters.length === 0 ? {} : { Filters }) };
    return allPages<SpotInstanceRequest>((NextToken) =>
      this.#sender.send(request, async ({ client, sdk }, options) => {
        const page = { ...input, ...(NextToken === undefined ? {} : { NextToken }) };
        const output = await client.send(new sdk.DescribeSpotInstanceRequestsCommand(page), options);
        return { rows: expectList(output.SpotInstanceRequests), nextToken: output.NextToken };
      }),
    );
  }
}

/** A row without a price is none: 0 would be read as free. */
function toSpotPrice(row: SdkSpotPrice, region: AwsRegion): SpotPrice | undefined {
  const { InstanceType: instanceType, AvailabilityZone: availabilityZone, Timestamp: at } = row;
  const usdPerHour = Number(row.SpotPrice === '' ? Number.NaN : row.SpotPrice);
  if (instanceType === undefined || availabilityZone === undefined || at === undefined) return undefined;
  if (!Number.isFinite(usdPerHour)) return undefined;
  const productDescription = row.ProductDescription ?? 'unknown';
  return { instanceType, availabilityZone, region, usdPerHour, at, productDescription };
}
