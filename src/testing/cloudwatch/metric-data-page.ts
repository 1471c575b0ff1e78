import type { JsonObject } from '../wire/json-input.js';
import { cutPage } from '../wire/token-page.js';

/** A value of a metric over one period. */
export interface Datapoint {
  /** Where the period starts, in seconds since the epoch. */
  readonly at: number;
  readonly value: number;
}

/** What one query comes to. */
export interface MetricDataResult {
  readonly id: string;
  readonly label: string;
  readonly datapoints: readonly Datapoint[];
}

/**
 * Writes a page of `size` datapoints, counted over all queries. A query that goes on after the page is
 * partial; one without datapoints is on the first page.
 */
export function writePage(
  results: readonly MetricDataResult[],
  size: number,
  token: string | undefined,
): JsonObject {
  const all = results.flatMap((result) => result.datapoints.map((datapoint) => ({ result, datapoint })));
  const page = cutPage(all, size, token);
  const onPage = new Map<MetricDataResult, Datapoint[]>();
  if (token === undefined) {
    for (const result of results) if (result.datapoints.length === 0) onPage.set(result, []);
  }
  for (const { result, datapoint } of page.items) {
    const shownPoints = onPage.get(result);
    if (shownPoints === undefined) onPage.set(result, [datapoint]);
    else shownPoints.push(datapoint);
  }
  const shown = results.filter((result) => onPage.has(result));
  return {
    MetricDataResults: shown.map((result) => writeResult(result, onPage.get(result) ?? [])),
    NextToken: page.nextToken,
  };
}

function writeResult(result: MetricDataResult, datapoints: readonly Datapoint[]): JsonObject {
  const complete = datapoints.at(-1) === result.datapoints.at(-1);
  return {
    Id: result.id,
    Label: result.label,
    Timestamps: datapoints.map(({ at }) => at),
    Values: datapoints.map(({ value }) => value),
    StatusCode: complete ? 'Complete' : 'PartialData',
  };
}
