// The same as `ours.mjs` with the AWS SDK alone.
const begin = performance.now();
const { DescribeInstancesCommand, EC2Client } = await import('@aws-sdk/client-ec2');
const client = new EC2Client({});
await client.send(new DescribeInstancesCommand({ InstanceIds: [process.argv[2]] }));
console.log(performance.now() - begin);
client.destroy();
