import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { expect, it } from 'vitest';
import { IMAGE } from '../contracts/contract-world.js';
import { runProgram } from '../examples/run-program.js';
import { describeOnMoto } from './describe-on-moto.js';
import type { Moto } from './start-moto.js';

describeOnMoto('the demo', (moto) => {
  it('tells its story, and terminates whatever it has launched', async () => {
    const { url } = moto();

    const run = await runProgram('examples/demo/main.ts', { words: ['--endpoint', url, '--ami', IMAGE] });

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toMatch(/cml-worker-1 .* gets CCNA-Lab-5/);
    expect(run.stdout).toMatch(/memory +\d+ % on average/);
    expect(await statesOf(moto())).toEqual(['terminated', 'terminated', 'terminated']);
  });

  it('fails with a word on why when the image does not exist', async () => {
    const words = ['--endpoint', moto().url, '--ami', 'ami-00000000000000000'];

    const run = await runProgram('examples/demo/main.ts', { words });

    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('ResourceNotFoundError');
    expect(run.stdout).toContain('Nothing is left behind.');
  });
});

/** The states of all instances there are. */
async function statesOf({ url: endpoint }: Moto): Promise<(string | undefined)[]> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const ec2 = new EC2Client({ region: 'us-east-1', endpoint, credentials });
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand());
  ec2.destroy();
  return Reservations.flatMap(({ Instances = [] }) => Instances).map(({ State }) => State?.Name);
}
