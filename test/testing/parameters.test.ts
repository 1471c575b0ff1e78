import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { AMI, launch, type Simulation, simulate } from './simulation.js';

const NAME = '/workers/cml/ami';
const UBUNTU = '/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id';

function ssmOf({ aws }: Simulation, region = 'us-east-1'): SSMClient {
  const { requestHandler, credentials } = aws;
  return new SSMClient({ region, requestHandler, credentials, maxAttempts: 1 });
}

describe('the parameters of SSM', () => {
  it('are read one by one and together, by version and label, in their region', async () => {
    const simulation = simulate();
    const { aws } = simulation;
    const ssm = ssmOf(simulation);
    aws.putParameter({ name: NAME, value: 'ami-0aaaaaaaaaaaaaaaa', labels: ['stable'] });
    aws.putParameter({ name: NAME, value: AMI });
    const readValue = async (Name: string) =>
      (await ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value;

    const together = await ssm.send(new GetParametersCommand({ Names: [NAME, '/nobody'] }));

    expect(await readValue(NAME)).toBe(AMI);
    expect(await readValue(`${NAME}:1`)).toBe('ami-0aaaaaaaaaaaaaaaa');
    expect(await readValue(`${NAME}:stable`)).toBe('ami-0aaaaaaaaaaaaaaaa');
    expect(together.Parameters).toMatchObject([
      {
        Name: NAME,
        Value: AMI,
        Version: 2,
        Type: 'String',
        DataType: 'aws:ec2:image',
        ARN: `arn:aws:ssm:us-east-1:123456789012:parameter${NAME}`,
      },
    ]);
    expect(together.InvalidParameters).toEqual(['/nobody']);
    const abroad = ssmOf(simulation, 'eu-west-1').send(new GetParameterCommand({ Name: NAME }));
    await expect(abroad).rejects.toMatchObject({ name: 'ParameterNotFound' });
    expect(aws.requests.every(({ service }) => service === 'ssm')).toBe(true);
  });

  it('can be written, and not overwritten by mistake', async () => {
    const simulation = simulate();
    const ssm = ssmOf(simulation);
    const input = { Name: NAME, Value: 'text', Type: 'String' } as const;

    await ssm.send(new PutParameterCommand(input));

    await expect(ssm.send(new PutParameterCommand(input))).rejects.toMatchObject({
      name: 'ParameterAlreadyExists',
    });
    expect(await ssm.send(new PutParameterCommand({ ...input, Overwrite: true }))).toMatchObject({
      Version: 2,
    });
  });

  it('are there for the images of AWS and its partners', async () => {
    const simulation = simulate();
    const ssm = ssmOf(simulation);

    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: UBUNTU }));

    expect(Parameter?.Value).toMatch(/^ami-[0-9a-f]{17}$/);
    await expect(ssm.send(new GetParameterCommand({ Name: '/aws/service/nothing' }))).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
  });

  it('refuse an action that is not simulated, and expired credentials', async () => {
    const simulation = simulate();
    const ssm = ssmOf(simulation);

    await expect(ssm.send(new DeleteParameterCommand({ Name: NAME }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
    simulation.aws.expireCredentials({ permanently: true });

    await expect(ssm.send(new GetParameterCommand({ Name: NAME }))).rejects.toMatchObject({
      name: 'ExpiredTokenException',
    });
  });
});

describe('an image by parameter', () => {
  it('is the one that the parameter holds', async () => {
    const { aws, ec2 } = simulate();
    aws.putParameter({ name: NAME, value: 'ami-0aaaaaaaaaaaaaaaa' });
    aws.putParameter({ name: NAME, value: AMI });
    const imageOf = async (ImageId: string) => (await launch(ec2, { ImageId }))[0]?.ImageId;

    expect(await imageOf(`resolve:ssm:${NAME}`)).toBe(AMI);
    expect(await imageOf(`resolve:ssm:${NAME}:1`)).toBe('ami-0aaaaaaaaaaaaaaaa');
    expect(await imageOf(`resolve:ssm:arn:aws:ssm:us-east-1:123456789012:parameter${NAME}`)).toBe(AMI);
    expect(await imageOf(`resolve:ssm:${UBUNTU}`)).toMatch(/^ami-/);
  });

  it('must exist, and be of the type for images', async () => {
    const { aws, ec2 } = simulate();
    aws.putParameter({ name: '/text', value: AMI, dataType: 'text' });

    await expect(launch(ec2, { ImageId: 'resolve:ssm:/nobody' })).rejects.toMatchObject({
      name: 'SsmInvalidParameter',
      message: 'The following aliases are invalid: resolve:ssm:/nobody',
    });
    await expect(launch(ec2, { ImageId: 'resolve:ssm:/text' })).rejects.toMatchObject({
      name: 'SsmInvalidParameter',
      message: expect.stringContaining('Unsupported data type') as string,
    });
  });
});
