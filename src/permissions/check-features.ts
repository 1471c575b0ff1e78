import { describeType } from '../errors/describe-type.js';
import { didYouMean } from '../errors/did-you-mean.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import { WORKER_FEATURES, type WorkerFeature } from './worker-feature.js';

/**
 * Refuses features that there are not, and an empty list: it could be taken for all.
 *
 * @throws InvalidParameterError naming the first one that is wrong.
 */
export function checkFeatures(features: unknown, operation: string): void {
  const known = WORKER_FEATURES.join(', ');
  if (!Array.isArray(features) || features.length === 0) {
    const received = Array.isArray(features) ? 'an empty list' : describeType(features);
    const expected = `a list of at least one of ${known}`;
    throw new InvalidParameterError({ operation, parameter: 'features', expected, received });
  }
  for (const feature of features as readonly unknown[]) {
    if (WORKER_FEATURES.includes(feature as WorkerFeature)) continue;
    const received = typeof feature === 'string' ? `"${feature}"` : describeType(feature);
    const hint = typeof feature === 'string' ? didYouMean(feature, WORKER_FEATURES) : '';
    throw new InvalidParameterError({
      operation,
      parameter: 'features',
      expected: `one of ${known}`,
      received,
      message: `${operation}: there is no feature ${received}.${hint} There are ${known}.`,
    });
  }
}
