import { requiredIamPolicy, type WorkerFeature } from 'ec2-worker-client';
import { beforeAll, expect, it } from 'vitest';
import { IMAGE } from '../contracts/contract-world.js';
import { type ProgramRun, runProgram } from '../examples/run-program.js';
import { describeOnMoto } from './describe-on-moto.js';
import { type AccessKey, makeUser, type PolicyDocument, policyOf, putUserPolicy } from './iam-user.js';

const USER = 'demo';

/** The features that the demo shows. */
const FEATURES: readonly WorkerFeature[] = [
  'launch',
  'waits',
  'tags',
  'information',
  'utilization',
  'stop',
  'terminate',
];

/** What the demo does by itself, to have something to measure on an emulator. */
const OF_ITS_OWN = 'cloudwatch:PutMetricData';

/** The chapter in which each action is missed first. */
const CHAPTERS: Readonly<Record<string, string>> = {
  'ec2:RunInstances': '1  Launch three workers',
  'ec2:DescribeInstances': '1  Launch three workers',
  'ec2:DescribeInstanceStatus': '1  Launch three workers',
  'ec2:CreateTags': '2  Tag them',
  'cloudwatch:ListMetrics': '6',
  'cloudwatch:GetMetricData': '6',
  'ec2:DeleteTags': '8',
  'ec2:StopInstances': '8',
  'ec2:TerminateInstances': '9',
};

const POLICY = requiredIamPolicy(FEATURES);
const ACTIONS = POLICY.Statement.flatMap(({ Action }) => Action);

/** The last chapter that a run has begun. */
function lastChapter({ stdout }: ProgramRun): string {
  return stdout.split('\n').findLast((line) => /^\d+ {2}\S/.test(line)) ?? '';
}

describeOnMoto('the demo under a policy that was generated for it', (moto) => {
  let key: AccessKey;

  beforeAll(async () => {
    key = await makeUser(moto().url, USER, ACTIONS);
  });

  async function runUnder(policy: PolicyDocument): Promise<ProgramRun> {
    const { url } = moto();
    await moto().enforceIam('inf');
    const Statement = [...policy.Statement, ...policyOf([OF_ITS_OWN]).Statement];
    await putUserPolicy(url, USER, { ...policy, Statement });
    await moto().enforceIam(0);
    const env = { AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey };
    return await runProgram('examples/demo/main.ts', { words: ['--endpoint', url, '--ami', IMAGE], env });
  }

  it('tells all of its story', async () => {
    const run = await runUnder(POLICY);

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toMatch(/memory +\d+ % on average/);
  });

  it.each(ACTIONS)('breaks off without %s, in the chapter that needs it', async (action) => {
    const run = await runUnder(policyOf(ACTIONS.filter((other) => other !== action)));

    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('PermissionDeniedError');
    expect(run.stdout).toContain(action);
    expect(lastChapter(run)).toMatch(new RegExp(`^${CHAPTERS[action]}`));
  });
});
