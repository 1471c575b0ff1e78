import type { InformationMethods } from './information-methods.js';
import type { LifecycleMethods } from './lifecycle-methods.js';
import type { TagMethods } from './tag-methods.js';
import type { WaitMethods } from './wait-methods.js';

/** The methods that are about one worker, be it there or not. */
export type SingleWorkerMethods = Omit<LifecycleMethods, 'createInstance' | 'createInstances'> &
  Omit<InformationMethods, 'listInstances' | 'iterateInstances' | 'watch' | 'checkFitness'> &
  TagMethods &
  WaitMethods;
