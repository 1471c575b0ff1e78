import { type CreateInstanceInput, InvalidParameterError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { checkLaunch } from '../../src/operations/check-launch.js';
import { LAUNCH } from '../client/worker-simulation.js';

/** What the check makes of an input: the error, whatever it is. */
function outcome(input: unknown): unknown {
  try {
    checkLaunch(input as CreateInstanceInput, 'createInstance');
    return undefined;
  } catch (error) {
    return error;
  }
}

const refuse = (changes: Record<string, unknown>) => outcome({ ...LAUNCH, ...changes });
const tags = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, 'value']));

/** An object that holds itself. */
function cycle(): Record<string, unknown> {
  const round: Record<string, unknown> = {};
  round['self'] = round;
  return round;
}

describe('checkLaunch', () => {
  it.each<[string, unknown]>([
    ['the least', LAUNCH],
    ['an image by parameter', { ...LAUNCH, amiId: 'resolve:ssm:/cml/ami' }],
    ['a template for image and type', { name: 'worker', launchTemplate: { id: 'lt-1' } }],
    ['a template by name', { name: 'worker', launchTemplate: { name: 'worker', version: '3' } }],
    [
      'overrides for image and type',
      { name: 'worker', overrides: { ImageId: 'ami-1', InstanceType: 'm7i.large' } },
    ],
    [
      'a template in the overrides',
      { name: 'worker', overrides: { LaunchTemplate: { LaunchTemplateId: 'lt-1' } } },
    ],
    ['types of any family', { ...LAUNCH, instanceType: 'u-6tb1.112xlarge' }],
    ['user data at the limit', { ...LAUNCH, userData: 'x'.repeat(16_384) }],
    ['empty user data', { ...LAUNCH, userData: '' }],
    ['bytes as user data', { ...LAUNCH, userData: new Uint8Array(16_384) }],
    ['as many tags as fit beside the name', { ...LAUNCH, tags: tags(49) }],
    ['a name tag that says the same', { ...LAUNCH, tags: { Name: LAUNCH.name } }],
    ['counts of one', { ...LAUNCH, overrides: { MinCount: 1, MaxCount: 1 } }],
    ['a root volume of an image', { ...LAUNCH, rootVolume: { sizeGiB: 100 } }],
    [
      'a template by name, with its id left out',
      { name: 'w', launchTemplate: { id: undefined, name: 'worker', version: '$Latest' } },
    ],
    [
      'a root volume of an image in the overrides',
      { ...LAUNCH, amiId: 'resolve:ssm:/ami', overrides: { ImageId: 'ami-2' }, rootVolume: { sizeGiB: 9 } },
    ],
    [
      'a root volume by device',
      { name: 'w', launchTemplate: { id: 'lt-1' }, rootVolume: { deviceName: '/dev/xvda' } },
    ],
    ['the longest token', { ...LAUNCH, clientToken: 't'.repeat(64) }],
    ['every market', { ...LAUNCH, market: { spot: { interruption: 'hibernate' } } }],
  ])('accepts %s', (_, input) => {
    expect(outcome(input)).toBeUndefined();
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['no name', { name: undefined }, /createInstance: name must be a name, not empty, got undefined/],
    ['an empty name', { name: '' }, /name must be .*got ""/],
    ['a name that is a number', { name: 7 }, /name must be .*got 7/],
    [
      'a name that is no tag value',
      { name: 'n'.repeat(257) },
      /tags\.Name must be at most 256 characters, got 257/,
    ],
    [
      'no image',
      { amiId: undefined },
      /amiId must be an AMI id, or a launch template that names one, got undefined/,
    ],
    ['an image by name', { amiId: 'CML-2.7' }, /amiId must be an AMI id \(ami-…\).*got "CML-2.7"/],
    ['an image that is null', { amiId: null }, /amiId must be .*got null/],
    ['no type', { instanceType: undefined }, /instanceType must be an instance type, or/],
    ['a type without a size', { instanceType: 'c5' }, /instanceType must be .*such as c5\.2xlarge, got "c5"/],
    ['a type in capitals', { instanceType: 'C5.2XLARGE' }, /instanceType must be/],
    ['a subnet that is none', { subnetId: 'vpc-1' }, /subnetId must be a subnet id/],
    ['an empty key name', { keyName: '' }, /keyName must be/],
    ['a key name that is too long', { keyName: 'k'.repeat(256) }, /1 to 255 characters, got "k{60}…"/],
    ['an empty profile', { instanceProfile: '' }, /instanceProfile must be/],
    ['an empty creator', { createdBy: '' }, /createdBy must be text, not empty/],
    ['a token with a space', { clientToken: 'a b' }, /clientToken must be 1 to 64 printable ASCII/],
    ['a token that is too long', { clientToken: 't'.repeat(65) }, /clientToken must be/],
    [
      'no security groups',
      { securityGroupIds: [] },
      /securityGroupIds must be a list of at least one id, got an empty list/,
    ],
    ['a single security group', { securityGroupIds: 'sg-1' }, /a list of at least one id, got "sg-1"/],
    ['a group by name', { securityGroupIds: ['sg-1', 'default'] }, /EC2 takes no names.*got "default"/],
    ['unknown monitoring', { monitoring: 'full' }, /monitoring must be basic or detailed, got "full"/],
    ['unknown metadata', { imdsV2: true }, /imdsV2 must be required or optional, got true/],
    ['a flag that is text', { hibernation: 'yes' }, /hibernation must be true or false, got "yes"/],
    ['a flag that is a number', { assignPublicIp: 1 }, /assignPublicIp must be true or false, got 1/],
    ['a flag that is null', { terminationProtection: null }, /terminationProtection must be .*got null/],
    ['too many tags', { tags: tags(50) }, /at most 50 tags, got 51/],
    ['a reserved tag', { tags: { 'aws:x': '1' } }, /do not begin with "aws:"/],
    ['a tag that is a number', { tags: { port: 443 } }, /tags\.port must be text, got number/],
    ['another name tag', { tags: { Name: 'other' } }, /tags\.Name must be the same as name/],
    ['tags as a list', { tags: [{ Key: 'a', Value: 'b' }] }, /tags/],
    ['tags as a list of texts', { tags: ['a', 'b'] }, /tags must be an object/],
    ['tags as text', { tags: 'a=b' }, /tags must be an object/],
    [
      'a size of zero',
      { rootVolume: { sizeGiB: 0 } },
      /rootVolume\.sizeGiB must be a whole number above 0, got 0/,
    ],
    ['half a GiB', { rootVolume: { sizeGiB: 8.5 } }, /rootVolume\.sizeGiB must be .*got 8.5/],
    ['a size that is text', { rootVolume: { sizeGiB: '8' } }, /rootVolume\.sizeGiB must be .*got "8"/],
    [
      'operations of a data volume',
      { dataVolumes: [{ deviceName: '/dev/sdf', iops: -1 }] },
      /dataVolumes\.0\.iops must be/,
    ],
    [
      'a data volume without a device',
      { dataVolumes: [{ sizeGiB: 1 }] },
      /dataVolumes\.0\.deviceName must be/,
    ],
    [
      'data volumes that are no list',
      { dataVolumes: { deviceName: '/dev/sdf' } },
      /dataVolumes must be a list/,
    ],
    ['a data volume that is null', { dataVolumes: [null] }, /dataVolumes\.0/],
    ['a root volume that is null', { rootVolume: null }, /rootVolume/],
    [
      'a root volume that cannot be found',
      { amiId: 'resolve:ssm:/ami', rootVolume: { sizeGiB: 9 } },
      /rootVolume\.deviceName must be the root device/,
    ],
    ['a minimum of more', { overrides: { MinCount: 2 } }, /overrides\.MinCount must be 1, or nothing, got 2/],
    ['a maximum of more', { overrides: { MaxCount: 5 } }, /overrides\.MaxCount must be 1/],
    [
      'a template without id or name',
      { launchTemplate: {} },
      /launchTemplate must be an id or a name, got object/,
    ],
    [
      'a template by id and name',
      { launchTemplate: { id: 'lt-1', name: 'worker' } },
      /launchTemplate must be an id or a name, got object/,
    ],
    [
      'a template whose id and name are both left out',
      { launchTemplate: { id: undefined, name: undefined } },
      /launchTemplate must be an id or a name/,
    ],
    [
      'a version that is a number',
      { launchTemplate: { id: 'lt-1', version: 3 } },
      /launchTemplate\.version must be text such as '3' or '\$Latest', got 3/,
    ],
    ['overrides that are text', { overrides: 'none' }, /overrides must be an object, got "none"/],
    [
      'a size that is a big integer',
      { rootVolume: { sizeGiB: 8n } },
      /rootVolume\.sizeGiB must be .*got bigint/,
    ],
    [
      'a template that leads round in a circle',
      { launchTemplate: cycle() },
      /launchTemplate must be .*got object/,
    ],
    ['a template that is text', { launchTemplate: 'lt-1' }, /launchTemplate must be an id or a name/],
    ['a template that is null', { launchTemplate: null }, /launchTemplate must be an id or a name/],
    ['an unknown market', { market: 'sport' }, /market must be/],
    ['a market that is an empty object', { market: {} }, /market must be/],
    ['an unknown interruption', { market: { spot: { interruption: 'sleep' } } }, /market/],
    [
      'user data that is too long',
      { userData: 'x'.repeat(16_385) },
      /at most 16384 bytes, got "?16385 bytes/,
    ],
    ['user data of many megabytes', { userData: 'x'.repeat(20_000_000) }, /^.{1,200}$/],
    ['user data that is too long in bytes', { userData: 'é'.repeat(8_193) }, /16386 bytes/],
    [
      'user data that is an object',
      { userData: { run: 'me' } },
      /userData must be text or bytes, got "?object/,
    ],
  ])('refuses %s', (_, changes, message) => {
    const error = refuse(changes);

    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error).toMatchObject({ message: expect.stringMatching(message), operation: 'createInstance' });
  });

  it.each([null, undefined, 7, 'worker-1', [LAUNCH]])('refuses %j in place of an input', (input) => {
    expect(outcome(input)).toBeInstanceOf(InvalidParameterError);
  });

  it('tells nothing of the content of user data', () => {
    const secret = 'export TOKEN=hunter2\n'.repeat(1_000);

    for (const userData of [secret, Buffer.from(secret), { secret }, [secret]]) {
      expect(JSON.stringify(refuse({ userData }))).not.toContain('hunter2');
    }
  });
});
