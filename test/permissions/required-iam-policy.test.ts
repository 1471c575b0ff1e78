import {
  InvalidParameterError,
  requiredIamPolicy,
  WORKER_FEATURES,
  type WorkerFeature,
} from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';

const ROLES = {
  assumeRoles: ['arn:aws:iam::111122223333:role/workers'],
  passRoles: ['arn:aws:iam::111122223333:role/agent'],
  kmsKeys: ['arn:aws:kms:eu-west-1:111122223333:key/1234'],
  leaseTables: ['arn:aws:dynamodb:eu-west-1:111122223333:table/leases'],
};

/** The actions of all statements, each once. */
function actionsOf(features: readonly WorkerFeature[], conditions = {}): string[] {
  const { Statement } = requiredIamPolicy(features, conditions);
  return [...new Set(Statement.flatMap(({ Action }) => Action))].sort();
}

describe('requiredIamPolicy', () => {
  it('is one statement for what features need, and for nothing else', () => {
    expect(requiredIamPolicy(['launch', 'lifecycle'])).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Workers',
          Effect: 'Allow',
          Action: [
            'ec2:RunInstances',
            'ec2:CreateTags',
            'ec2:DescribeInstances',
            'ec2:StartInstances',
            'ec2:StopInstances',
            'ec2:RebootInstances',
            'ec2:TerminateInstances',
          ],
          Resource: '*',
        },
      ],
    });
  });

  it('names an action once that several features need', () => {
    const actions = requiredIamPolicy(['information', 'waits', 'tags', 'launch']).Statement[0]?.Action ?? [];

    expect(actions).toEqual([...new Set(actions)]);
  });

  it.each(WORKER_FEATURES)('has the same actions for %s, narrowed down or not', (feature) => {
    const narrow = {
      ...ROLES,
      tags: { Team: 'labs' },
      instanceTypes: ['c5.2xlarge'],
      regions: ['eu-west-1'],
    };

    expect(actionsOf([feature], narrow)).toEqual(actionsOf([feature], ROLES));
  });

  it('fits into a policy of a user, narrowed down as far as it goes', () => {
    const policy = requiredIamPolicy(WORKER_FEATURES, {
      ...ROLES,
      regions: ['us-east-1', 'us-west-2', 'eu-west-1'],
      tags: { ManagedBy: 'CML-Cloud-Manager', Team: 'labs' },
      instanceTypes: ['t3.xlarge', 'c5.2xlarge', 'c5.4xlarge'],
      accountId: '111122223333',
    });

    // IAM counts no white space. An inline policy of a user holds 2,048, a managed policy 6,144.
    expect(JSON.stringify(policy).length).toBeLessThan(6_144);
    expect(JSON.stringify(requiredIamPolicy(WORKER_FEATURES, ROLES)).length).toBeLessThan(2_048);
  });

  it('binds every statement to the regions, but for what is asked elsewhere', () => {
    const { Statement } = requiredIamPolicy(['launch', 'regions', 'denial-details', 'prices'], {
      regions: ['eu-west-1'],
    });

    expect(Statement).toMatchObject([
      { Sid: 'Workers', Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1'] } } },
      { Sid: 'AskAnywhere', Action: expect.arrayContaining(['ec2:DescribeRegions', 'pricing:GetProducts']) },
    ]);
    expect(Statement[1]).not.toHaveProperty('Condition');
  });

  it.each([
    ['cn-north-1', 'arn:aws-cn:ec2:*:*:instance/*'],
    ['us-gov-west-1', 'arn:aws-us-gov:ec2:*:*:instance/*'],
    ['eu-west-1', 'arn:aws:ec2:*:*:instance/*'],
  ])('has the ARNs of the partition of %s', (region, arn) => {
    const policy = requiredIamPolicy(['lifecycle'], { regions: [region], tags: { Team: 'labs' } });

    expect(policy.Statement[0]?.Resource).toEqual([arn]);
  });

  it('allows roles, keys and tables by name only: all of them would be a way to everything', () => {
    const named = ['accounts', 'instance-profiles', 'volume-keys', 'leases'] as const;
    const { Statement } = requiredIamPolicy(named, { ...ROLES, regions: ['us-east-1'] });

    expect(Statement).toEqual([
      {
        Sid: 'PassRoles',
        Effect: 'Allow',
        Action: ['iam:PassRole'],
        Resource: ROLES.passRoles,
        Condition: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com'] } },
      },
      { Sid: 'AssumeRoles', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: ROLES.assumeRoles },
      {
        Sid: 'UseVolumeKeys',
        Effect: 'Allow',
        Action: expect.arrayContaining(['kms:CreateGrant', 'kms:Decrypt']),
        Resource: ROLES.kmsKeys,
        Condition: { StringLike: { 'kms:ViaService': ['ec2.*.amazonaws.com'] } },
      },
      {
        Sid: 'KeepLeases',
        Effect: 'Allow',
        Action: ['dynamodb:UpdateItem', 'dynamodb:GetItem'],
        Resource: ROLES.leaseTables,
      },
    ]);
  });

  it.each<[string, unknown, unknown, string]>([
    ['features', [], {}, 'a list of at least one of launch'],
    ['features', undefined, {}, 'a list of at least one of'],
    ['features', ['lunch'], {}, 'there is no feature "lunch". Did you mean "launch"?'],
    ['features', [7], {}, 'there is no feature number'],
    ['conditions', ['launch'], [], 'an object'],
    ['regions', ['launch'], { regions: [] }, 'a list of at least one text'],
    ['regions', ['launch'], { regions: ['eu-west-1', 'cn-north-1'] }, 'of one partition of AWS'],
    ['instanceTypes', ['launch'], { instanceTypes: [] }, 'a list of at least one text'],
    ['tags', ['launch'], { tags: {} }, 'at least one tag'],
    ['tags', ['launch'], { tags: { 'aws:x': 'y' } }, 'aws:'],
    ['accountId', ['launch'], { accountId: '123' }, 'an account id of twelve digits'],
    ['assumeRoles', ['accounts'], {}, 'the ARNs that the feature accounts is about'],
    ['passRoles', ['instance-profiles'], { passRoles: ['*'] }, 'the ARNs that the feature instance-profiles'],
    ['kmsKeys', ['volume-keys'], { kmsKeys: ['alias/labs'] }, 'the ARNs that the feature volume-keys'],
    ['leaseTables', ['leases'], {}, 'the ARNs that the feature leases is about'],
    ['leaseTables', ['lease-table'], { leaseTables: ['leases'] }, 'the ARNs that the feature lease-table'],
  ])('refuses wrong %s: %j, %j', (parameter, features, conditions, expected) => {
    const make = () => requiredIamPolicy(features as never, conditions as never);

    expect(make).toThrow(InvalidParameterError);
    expect(make).toThrow(expect.objectContaining({ parameter, operation: 'requiredIamPolicy' }));
    expect(make).toThrow(expected);
  });
});
