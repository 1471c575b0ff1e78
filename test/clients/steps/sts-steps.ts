import type { Step } from '../step.js';

export const stsSteps: readonly Step[] = [
  {
    name: 'who am I',
    service: 'sts',
    action: 'GetCallerIdentity',
    observe: ['Account'],
    expect: ['123456789012'],
  },
  {
    name: 'take on a role',
    service: 'sts',
    action: 'AssumeRole',
    input: { RoleArn: 'arn:aws:iam::123456789012:role/worker', RoleSessionName: 'session' },
    observe: ['AssumedRoleUser.Arn', 'length(Credentials.AccessKeyId)'],
    expect: ['arn:aws:sts::123456789012:assumed-role/worker/session', 20],
  },
  {
    name: 'take on a role for eleven days',
    service: 'sts',
    action: 'AssumeRole',
    input: {
      RoleArn: 'arn:aws:iam::123456789012:role/worker',
      RoleSessionName: 'session',
      DurationSeconds: 1_000_000,
    },
    expect: 'ValidationError',
  },
  {
    name: 'decode what is no refusal',
    service: 'sts',
    action: 'DecodeAuthorizationMessage',
    input: { EncodedMessage: 'bogus' },
    expect: 'InvalidAuthorizationMessageException',
  },
];
