import { describe, expect, it } from 'vitest';
import { carryOutSteps, type StepProgram } from './carry-out-steps.js';
import { EVERY_STEP } from './every-step.js';
import { isInstalled } from './run-program.js';
import { REGION, serveAws } from './served-aws.js';
import { expectedOutcome } from './step.js';

const PROGRAMS: readonly (readonly [StepProgram, string])[] = [
  ['boto3', 'import boto3'],
  ['awscli', 'import awscli'],
];

describe.each(PROGRAMS)('every action of the simulated AWS, asked by %s', (program, check) => {
  // Where the clients are required, their absence has to fail the run rather than thin it out.
  const absent = process.env['CI_REQUIRE_CLIENTS'] === undefined && !isInstalled('python3', ['-c', check]);

  it.skipIf(absent)(`answers as it is to (needs \`python3\` with ${program})`, async () => {
    const { aws, variables } = await serveAws({ stoppingMs: 2_500, snapshotMs: 200 });
    const image = aws.putImage({ name: 'worker-image', region: REGION });
    aws.putKeyPair({ keyName: 'worker-key', region: REGION });
    aws.putSpotPrice({ instanceType: 't3.micro', availabilityZone: 'eu-west-1a', usdPerHour: 0.0034 });

    const outcomes = await carryOutSteps(program, EVERY_STEP, { image }, variables);

    const seen = EVERY_STEP.map(({ name }, index) => [name, outcomes[index]]);
    expect(seen).toEqual(EVERY_STEP.map((step) => [step.name, expectedOutcome(step)]));
    await aws.close();
  });
});
