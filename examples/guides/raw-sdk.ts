import { disconnect } from '../aws.js';

// What launching a worker and waiting for it is with the AWS SDK alone, to compare with.

//#region program
import {
  CreateTagsCommand,
  DescribeInstancesCommand,
  EC2Client,
  RunInstancesCommand,
  TerminateInstancesCommand,
  waitUntilInstanceStatusOk,
} from '@aws-sdk/client-ec2';

const ec2 = new EC2Client({ region: 'us-east-1' });
const { Instances = [] } = await ec2.send(
  new RunInstancesCommand({
    ImageId: 'ami-0123456789abcdef0',
    InstanceType: 'c5.2xlarge',
    MinCount: 1,
    MaxCount: 1,
    ClientToken: crypto.randomUUID(),
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'cml-worker-prod-001' }] }],
  }),
);
const InstanceIds = Instances.flatMap(({ InstanceId = [] }) => InstanceId);
// Looks at the instance check alone, rides out every error, and may end two minutes late.
await waitUntilInstanceStatusOk({ client: ec2, maxWaitTime: 600, minDelay: 1 }, { InstanceIds });
await ec2.send(new CreateTagsCommand({ Resources: InstanceIds, Tags: [{ Key: 'AssignedLab', Value: 'A' }] }));
const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
console.log(Reservations[0]?.Instances?.[0]?.PrivateIpAddress);
await ec2.send(new TerminateInstancesCommand({ InstanceIds }));
//#endregion program

await disconnect();
