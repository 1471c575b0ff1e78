// The same as `ours.mjs` in CommonJS.
const begin = performance.now();
const { Ec2WorkerClient } = require('ec2-worker-client');
const client = new Ec2WorkerClient();
client.getTags(process.argv[2]).then(() => {
  console.log(performance.now() - begin);
  client.destroy();
});
