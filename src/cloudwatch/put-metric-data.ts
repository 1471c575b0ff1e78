import type { StandardUnit, MetricDatum as WireDatum } from '@aws-sdk/client-cloudwatch';
import type { MetricDatum } from '../model/metric-datum.js';

/** A datum as the AWS SDK takes it. */
export function toWireDatum(datum: MetricDatum): WireDatum {
  const { name, value, values, counts, statistics, unit, at, dimensions, storageResolutionSeconds } = datum;
  return {
    MetricName: name,
    ...(value === undefined ? {} : { Value: value }),
    ...(values === undefined ? {} : { Values: [...values] }),
    ...(counts === undefined ? {} : { Counts: [...counts] }),
    ...(statistics === undefined
      ? {}
      : {
          StatisticValues: {
            SampleCount: statistics.sampleCount,
            Sum: statistics.sum,
            Minimum: statistics.minimum,
            Maximum: statistics.maximum,
          },
        }),
    ...(unit === undefined ? {} : { Unit: unit as StandardUnit }),
    ...(at === undefined ? {} : { Timestamp: at }),
    Dimensions: Object.entries(dimensions ?? {}).map(([Name, Value]) => ({ Name, Value })),
    ...(storageResolutionSeconds === undefined ? {} : { StorageResolution: storageResolutionSeconds }),
  };
}
