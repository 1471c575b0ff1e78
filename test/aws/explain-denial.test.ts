import { PermissionDeniedError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { explainDenial } from '../../src/aws/explain-denial.js';

const error = new PermissionDeniedError({
  message: 'stopInstance failed: no. Something else.',
  action: 'ec2:StopInstances',
  encodedMessage: 'abc',
  requestId: 'request-1',
  code: 'UnauthorizedOperation',
});

describe('what STS decodes of a refusal', () => {
  it.each(['', 'nonsense', '[]', 'null', '7'])('is left out when it is %j', (decoded) => {
    expect(explainDenial(error, decoded)).toBe(error);
  });

  it('is told as it is, whatever characters a name has', () => {
    const resource = "arn:aws:ec2:us-east-1:123456789012:key-pair/$& costs $$1 or $'2";
    const advised = new PermissionDeniedError({
      message: "createInstance failed: no. Allow ec2:RunInstances in the caller's IAM policy.",
      action: 'ec2:RunInstances',
    });

    const explained = explainDenial(advised, JSON.stringify({ context: { resource } }));

    expect(explained.message).toBe(
      `createInstance failed: no. IAM says that no statement allows ec2:RunInstances on ${resource}. Allow ec2:RunInstances in the caller's IAM policy.`,
    );
    expect(explained.stack).toContain(explained.message);
  });

  it('is taken as far as it goes', () => {
    const explained = explainDenial(
      error,
      '{"allowed":false,"context":{"conditions":{"items":[{"key":"a"},7]}}}',
    );

    expect(explained).toMatchObject({
      action: 'ec2:StopInstances',
      code: 'UnauthorizedOperation',
      requestId: 'request-1',
      decoded: { explicitDeny: false, statements: [], conditions: { a: [] } },
    });
    expect(explained.message).toBe(
      "stopInstance failed: no. Something else. IAM says that no statement allows ec2:StopInstances. Allow ec2:StopInstances in the caller's IAM policy.",
    );
    expect(explained.stack).toContain('IAM says that no statement allows');
  });
});
