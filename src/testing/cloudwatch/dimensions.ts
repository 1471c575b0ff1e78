import { asList, asObject, asText } from '../wire/json-input.js';
import type { MetricDimension } from './metric-store.js';

/** The dimensions of a request. */
export function readDimensions(value: unknown): MetricDimension[] {
  return asList(value)
    .map(asObject)
    .map((dimension) => ({ name: asText(dimension['Name']) ?? '', value: asText(dimension['Value']) ?? '' }));
}
