import { describeClientContract } from '../contracts/client-contract.js';
import { describeOnMoto } from './describe-on-moto.js';
import { MOTO_FEATURES, makeMotoWorld } from './moto-world.js';

describeOnMoto('the contract', (moto) => {
  describeClientContract('moto', { features: MOTO_FEATURES, makeWorld: () => makeMotoWorld(moto()) });
  describeClientContract('moto, nothing shared', {
    features: MOTO_FEATURES,
    makeWorld: () => makeMotoWorld(moto(), { coalescing: false }),
  });
});
