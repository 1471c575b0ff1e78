// A program that imports this package and makes one call; it prints how long that takes, in milliseconds.
const begin = performance.now();
const { Ec2WorkerClient } = await import('ec2-worker-client');
const client = new Ec2WorkerClient();
await client.getTags(process.argv[2]);
console.log(performance.now() - begin);
client.destroy();
