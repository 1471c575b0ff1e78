import type { Step } from './step.js';
import { cloudWatchSteps } from './steps/cloudwatch-steps.js';
import { descriptionSteps } from './steps/description-steps.js';
import { dynamoDbSteps } from './steps/dynamodb-steps.js';
import { imageSteps } from './steps/image-steps.js';
import { instanceSteps } from './steps/instance-steps.js';
import { launchSteps } from './steps/launch-steps.js';
import { launchTemplateSteps } from './steps/launch-template-steps.js';
import { pricingSteps } from './steps/pricing-steps.js';
import { refusalSteps } from './steps/refusal-steps.js';
import { snapshotSteps } from './steps/snapshot-steps.js';
import { spotSteps } from './steps/spot-steps.js';
import { ssmSteps } from './steps/ssm-steps.js';
import { stsSteps } from './steps/sts-steps.js';

/** Every step, in order. A new action of the simulated AWS needs at least one, or `offered-actions.test.ts` fails. */
export const EVERY_STEP: readonly Step[] = [
  ...stsSteps,
  ...descriptionSteps,
  ...launchSteps,
  ...snapshotSteps,
  ...imageSteps,
  ...spotSteps,
  ...instanceSteps,
  ...refusalSteps,
  ...launchTemplateSteps,
  ...cloudWatchSteps,
  ...ssmSteps,
  ...dynamoDbSteps,
  ...pricingSteps,
];
