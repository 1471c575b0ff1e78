import { describeClientContract } from './client-contract.js';
import { ALL_FEATURES } from './contract-world.js';
import { makeHttpWorld, makeInProcessWorld } from './simulated-world.js';

describeClientContract('SimulatedAws in this process', {
  features: ALL_FEATURES,
  makeWorld: () => makeInProcessWorld(),
});

describeClientContract('SimulatedAws in this process, nothing shared', {
  features: ALL_FEATURES,
  makeWorld: () => makeInProcessWorld({ coalescing: false }),
});

describeClientContract('SimulatedAws over HTTP', {
  features: { ...ALL_FEATURES, exactTiming: false },
  makeWorld: makeHttpWorld,
});
