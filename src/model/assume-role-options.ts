/** A role to take on, in this account or another. Needs `@aws-sdk/client-sts`. */
export interface AssumeRoleOptions {
  /** Such as `arn:aws:iam::123456789012:role/Workers`. */
  readonly roleArn: string;
  /** What a role of somebody else's account may ask for. Default: none. */
  readonly externalId?: string | undefined;
  /** How the session shows up in CloudTrail. Default `ec2-worker-client`. */
  readonly sessionName?: string | undefined;
  /** 900 to 43,200. Default: what STS gives, one hour. */
  readonly durationSeconds?: number | undefined;
}
