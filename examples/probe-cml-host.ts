import { disconnect } from './aws.js';
import { address, cml, credentials, settings, tls } from './cml.js';

// A service looks whether a CML host works, what is wrong with it, and what its labs do.

//#region program
import { CmlHostClient } from 'ec2-worker-client/cml';

const host = new CmlHostClient({ host: address, settings: settings.cml, tls, credentials });
const { phase, version, problems } = await host.probe();
console.log(`CML ${version ?? 'of an unknown version'} is ${phase}`);
for (const { code, message } of problems) console.log(`${code}: ${message}`);

if (phase === 'ready') {
  const { active, total } = await host.labs();
  const { nodes, disk } = await host.stats();
  console.log(`${active} of ${total} labs are active, with ${nodes.running ?? 'unknown'} nodes running`);
  console.log(`the disk is ${((disk?.usedShare ?? Number.NaN) * 100).toFixed()} % full`);
}
await host.close();
//#endregion program

await cml.close();
await disconnect();
