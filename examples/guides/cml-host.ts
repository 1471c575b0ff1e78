import { disconnect } from '../aws.js';
import { cml, credentials } from '../cml.js';

// A service looks whether a CML host works, what is wrong with it, and whether anybody uses it.

Object.assign(process.env, {
  CML_HOST: cml.address,
  CML_PORT: String(cml.port),
  CML_SHA256: cml.sha256,
  CML_USERNAME: credentials.username,
  CML_PASSWORD: credentials.password,
});

//#region program
import { CmlHostClient, judgeIdle } from 'ec2-worker-client/cml';

const {
  CML_HOST: host = '',
  CML_PORT: port = '443',
  CML_SHA256: sha256 = '', // the fingerprint of the host's certificate
  CML_USERNAME: username = '',
  CML_PASSWORD: password = '',
} = process.env;

const cmlHost = new CmlHostClient({
  host,
  port: Number(port),
  tls: { mode: 'pin', sha256 },
  credentials: { username, password },
});
await cmlHost.waitUntilReady({ maxWaitTime: 600, minDelay: 1 });
const { version, phase, problems } = await cmlHost.probe();
console.log(`CML ${version ?? 'of an unknown version'} is ${phase}`);
for (const { code, message } of problems) console.log(`${code}: ${message}`);

const { active, total } = await cmlHost.labs();
const { authorization } = await cmlHost.license();
console.log(`${active} of ${total} labs are active, licence ${authorization}`);

const activity = await cmlHost.activity();
const verdict = judgeIdle(
  { now: new Date(), launchTime: undefined, activity, activeLabs: active },
  { idleThresholdMinutes: 30, maxIdleBeforeWarningMinutes: 20, autoShutdownEnabled: true },
);
console.log(verdict.message);
await cmlHost.close();
//#endregion program

await cml.close();
await disconnect();
