import type { DescribeInstanceAttributeCommandInput } from '@aws-sdk/client-ec2';
import { NetworkError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { SdkMachinePort } from '../../src/ec2/sdk-machine-port.js';
import { answeringEc2 } from './answering-ec2.js';

const CALL = { operation: 'getLaunchSettings' };

/** The port over an EC2 that answers with these attributes of an instance. */
function answering(attributes: object): SdkMachinePort {
  const { sender } = answeringEc2<DescribeInstanceAttributeCommandInput>(() => ({
    InstanceId: 'i-1',
    ...attributes,
  }));
  return new SdkMachinePort(sender, 'us-east-1');
}

describe('the protection of an instance', () => {
  it.each([true, false])('is %s as EC2 says', async (Value) => {
    const port = answering({ DisableApiTermination: { Value } });

    await expect(port.readProtection('i-1', CALL)).resolves.toBe(Value);
  });

  it.each([{}, { DisableApiTermination: {} }])('is not taken for none where EC2 says %j', async (answer) => {
    await expect(answering(answer).readProtection('i-1', CALL)).rejects.toBeInstanceOf(NetworkError);
  });
});
