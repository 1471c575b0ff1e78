import { describe, expect, it } from 'vitest';
import { translateAwsError } from '../../src/aws/translate-aws-error.js';
import { PermissionDeniedError } from '../../src/errors/permission-denied-error.js';
import { serviceError } from './sdk-errors.js';

const USER = 'User: arn:aws:iam::123456789012:user/ann is';
const INSTANCE = 'arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0';

function denied(text: string, action?: string): PermissionDeniedError {
  const error = translateAwsError(serviceError('UnauthorizedOperation', text, 403), {
    operation: 'startInstance',
    action,
    region: 'us-east-1',
  });
  if (!PermissionDeniedError.isInstance(error)) throw error;
  return error;
}

describe('a refusal by IAM', () => {
  it('is taken apart: action, resource, deny source and encoded message', () => {
    const because = 'no identity-based policy allows the ec2:StartInstances action';
    const text = `You are not authorized to perform this operation. ${USER} not authorized to perform: ec2:StartInstances on resource: ${INSTANCE} because ${because}. Encoded authorization failure message: ab-C_9`;

    const error = denied(text);

    expect(error).toMatchObject({
      action: 'ec2:StartInstances',
      resource: INSTANCE,
      denySource: because,
      encodedMessage: 'ab-C_9',
    });
    expect(error.message).not.toContain('ab-C_9');
    expect(error.message).toMatch(/^startInstance i-0123456789abcdef0 in us-east-1 failed: User: arn/);
    expect(error.message).toContain("Allow ec2:StartInstances in the caller's IAM policy.");
    expect(error.message).toContain('decode-authorization-message');
  });

  it('names the action of the call when AWS does not', () => {
    const text = 'You are not authorized to perform this operation.';

    const error = denied(text, 'ec2:StopInstances');

    expect(error.action).toBe('ec2:StopInstances');
    expect(Object.keys(error)).not.toContain('resource');
    expect(error.message).toBe(
      "startInstance in us-east-1 failed: You are not authorized to perform this operation (UnauthorizedOperation, request request-1). Allow ec2:StopInstances in the caller's IAM policy.",
    );
  });

  it('says no action when nobody knows it', () => {
    expect(denied('You are not authorized to perform this operation.').message).toContain(
      'Allow the action in',
    );
  });

  it.each([
    ['with an explicit deny in a service control policy', 'Lift the deny of ec2:StopInstances'],
    [
      'because no service control policy allows the ec2:StopInstances action',
      'administrators of the AWS organization',
    ],
    ['because no permissions boundary allows the ec2:StopInstances action', "caller's permissions boundary"],
    ['because no session policy allows the ec2:StopInstances action', 'passed on assuming the role'],
    ['because no resource-based policy allows the ec2:StopInstances action', "caller's IAM policy"],
  ])('advises by the deny source: %s', (source, advice) => {
    const error = denied(
      `${USER} not authorized to perform: ec2:StopInstances on resource: ${INSTANCE} ${source}`,
    );

    expect(error.denySource).toBe(source.replace('because ', ''));
    expect(error.message).toContain(advice);
    expect(error.resource).toBe(INSTANCE);
  });
});
