// The same as `raw.mjs` in CommonJS.
const begin = performance.now();
const { DescribeInstancesCommand, EC2Client } = require('@aws-sdk/client-ec2');
const client = new EC2Client({});
client.send(new DescribeInstancesCommand({ InstanceIds: [process.argv[2]] })).then(() => {
  console.log(performance.now() - begin);
  client.destroy();
});
