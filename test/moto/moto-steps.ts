import { CreateKeyPairCommand, EC2Client, RegisterImageCommand } from '@aws-sdk/client-ec2';
import { carryOutSteps } from '../clients/carry-out-steps.js';
import { EVERY_STEP } from '../clients/every-step.js';
import type { StepOutcome } from '../clients/step.js';
import type { Moto } from './start-moto.js';

const REGION = 'eu-west-1';
const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'no-secret' };

/** Has boto3 carry every step out on moto. */
export async function carryOutOnMoto(moto: Moto): Promise<readonly StepOutcome[]> {
  await moto.reset();
  const ec2 = new EC2Client({ region: REGION, endpoint: moto.url, credentials: CREDENTIALS });
  const { ImageId: image = '' } = await ec2.send(new RegisterImageCommand({ Name: 'worker-image' }));
  await ec2.send(new CreateKeyPairCommand({ KeyName: 'worker-key' }));
  ec2.destroy();
  return carryOutSteps(
    'boto3',
    EVERY_STEP,
    { image },
    {
      AWS_ENDPOINT_URL: moto.url,
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_SESSION_TOKEN: '',
      AWS_DEFAULT_REGION: REGION,
      AWS_REGION: REGION,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
      PYTHONUTF8: '1',
      NO_PROXY: '127.0.0.1',
    },
  );
}
