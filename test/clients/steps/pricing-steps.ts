import type { Step } from '../step.js';

const match = (Field: string, Value: string): object => ({ Type: 'TERM_MATCH', Field, Value });

export const pricingSteps: readonly Step[] = [
  {
    name: 'what an instance costs on demand',
    service: 'pricing',
    action: 'GetProducts',
    input: {
      ServiceCode: 'AmazonEC2',
      Filters: [
        match('regionCode', 'eu-west-1'),
        match('instanceType', 't3.micro'),
        match('operatingSystem', 'Linux'),
        match('capacitystatus', 'Used'),
      ],
    },
    observe: ['FormatVersion', 'length(PriceList)', 'contains(PriceList[0], \'"USD":"0.0114"\')'],
    expect: ['aws_v1', 1, true],
  },
  {
    name: 'what a service that does not exist costs',
    service: 'pricing',
    action: 'GetProducts',
    input: { ServiceCode: 'NoSuchService' },
    expect: 'NotFoundException',
  },
];
