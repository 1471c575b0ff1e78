import { CreateKeyPairCommand, EC2Client, RegisterImageCommand } from '@aws-sdk/client-ec2';
import { carryOutSteps } from '../clients/carry-out-steps.js';
import { EVERY_STEP } from '../clients/every-step.js';
import { clientVariables, REGION } from '../clients/served-aws.js';
import type { StepOutcome } from '../clients/step.js';
import type { Moto } from './start-moto.js';

const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'no-secret' };

/** Has boto3 carry every step out on moto. */
export async function carryOutOnMoto(moto: Moto): Promise<readonly StepOutcome[]> {
  await moto.reset();
  const ec2 = new EC2Client({ region: REGION, endpoint: moto.url, credentials: CREDENTIALS });
  const { ImageId: image = '' } = await ec2.send(new RegisterImageCommand({ Name: 'worker-image' }));
  await ec2.send(new CreateKeyPairCommand({ KeyName: 'worker-key' }));
  ec2.destroy();
  return carryOutSteps('boto3', EVERY_STEP, { image }, clientVariables(moto.url, CREDENTIALS));
}
