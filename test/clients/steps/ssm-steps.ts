import type { Step } from '../step.js';

export const ssmSteps: readonly Step[] = [
  {
    name: 'put a parameter',
    service: 'ssm',
    action: 'PutParameter',
    input: { Name: '/workers/ami', Value: '{image}', Type: 'String' },
    observe: ['Version'],
    expect: [1],
  },
  {
    name: 'put a parameter that is there',
    service: 'ssm',
    action: 'PutParameter',
    input: { Name: '/workers/ami', Value: 'x', Type: 'String' },
    expect: 'ParameterAlreadyExists',
  },
  {
    name: 'read a parameter',
    service: 'ssm',
    action: 'GetParameter',
    input: { Name: '/workers/ami' },
    observe: ['Parameter.[Name, Type, Version]'],
    expect: [['/workers/ami', 'String', 1]],
  },
  {
    name: 'read parameters',
    service: 'ssm',
    action: 'GetParameters',
    input: { Names: ['/workers/ami', '/workers/none'] },
    observe: ['Parameters[].Name', 'InvalidParameters'],
    expect: [['/workers/ami'], ['/workers/none']],
  },
  {
    name: 'read a parameter that does not exist',
    service: 'ssm',
    action: 'GetParameter',
    input: { Name: '/workers/none' },
    expect: 'ParameterNotFound',
  },
];
