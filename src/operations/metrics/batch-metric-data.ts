import type { MetricDatum } from '../../model/metric-datum.js';

const MOST_METRICS = 1_000;

/** CloudWatch takes one megabyte a request; some is left for the namespace and the names around the list. */
const MOST_BYTES = 1_000_000 - 10_000;

/** What the wire adds to a datum: longer names, and each dimension as an object of its own. */
const FIXED_BYTES = 120;
const DIMENSION_BYTES = 24;

/** Cuts data into lists that fit into a request each, in their order. */
export function batchMetricData(data: readonly MetricDatum[]): MetricDatum[][] {
  const batches: MetricDatum[][] = [];
  let room = 0;
  for (const datum of data) {
    const size = sizeOf(datum);
    const batch = batches.at(-1);
    if (batch !== undefined && batch.length < MOST_METRICS && size <= room) {
      batch.push(datum);
      room -= size;
    } else {
      batches.push([datum]);
      room = MOST_BYTES - size;
    }
  }
  return batches;
}

/** At least as many bytes as the datum takes on the wire. */
function sizeOf(datum: MetricDatum): number {
  const dimensions = Object.keys(datum.dimensions ?? {}).length;
  return Buffer.byteLength(JSON.stringify(datum)) + FIXED_BYTES + dimensions * DIMENSION_BYTES;
}
