import type { EC2Client } from '@aws-sdk/client-ec2';
import type { AwsConnection } from '../aws/aws-connection.js';

/** The EC2 package of the AWS SDK. It is loaded with the first call, not with this library. */
export type Ec2Sdk = typeof import('@aws-sdk/client-ec2');

/** An EC2 client in use. */
export type Ec2Connection = AwsConnection<EC2Client, Ec2Sdk>;

/**
 * Loads the EC2 package; both Node and bundlers follow this import. The build has it required by a CommonJS file, which
 * takes half the time.
 */
export function loadEc2Sdk(): Promise<Ec2Sdk> {
  return import('@aws-sdk/client-ec2');
}
