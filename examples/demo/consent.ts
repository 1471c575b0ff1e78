import { confirm } from '@clack/prompts';
import type { Ec2WorkerClient } from 'ec2-worker-client';
import { type AwsCommand, UsageError } from './command-line.js';

/**
 * Says what a run on a real account will do, and asks whether it may.
 *
 * @throws UsageError without a terminal to ask on.
 */
export async function askForConsent(client: Ec2WorkerClient, command: AwsCommand): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UsageError('--aws asks before it launches anything, so it needs a terminal.');
  }
  const region = await client.resolveRegion();
  const { amiId, instanceType, subnetId = 'a subnet of the default VPC' } = command;
  console.log(`
This launches real instances, which cost money while they exist:

  region   ${region}
  launch   3 on-demand instances of type ${instanceType}
  image    ${amiId}
  network  ${subnetId}, with the VPC's default security group
  time     about 5 to 10 minutes: EC2 takes its time over the status checks
  cost     3 x the price of ${instanceType} in ${region} for that time, and their volumes
           (prices: https://aws.amazon.com/ec2/pricing/on-demand)

It tags these instances, reads their CloudWatch metrics, stops one, and
terminates all three at the end, also after a failure or Ctrl-C. It changes
nothing else in the account.
`);
  return (await confirm({ message: 'Launch them?', initialValue: false })) === true;
}
