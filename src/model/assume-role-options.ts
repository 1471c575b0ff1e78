/**
 * A role to take on, in this account or another. Needs `@aws-sdk/client-sts`, which is asked in the client's default
 * region or, where none is known or it is of another partition, in the main region of the role's partition.
 */
export interface AssumeRoleOptions {
  /** Such as `arn:aws:iam::123456789012:role/Workers`. */
  readonly roleArn: string;
  /** What a role of somebody else's account may ask for. Default: none. */
  readonly externalId?: string | undefined;
  /** How the session shows up in CloudTrail. Default `ec2-worker-client`. */
  readonly sessionName?: string | undefined;
  /**
   * How long a session lasts before it is replaced: 900 to 43,200, as far as the role allows, and at most 3,600 for a
   * role that is taken on with another one. Default: what STS gives, one hour.
   *
   * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
   */
  readonly durationSeconds?: number | undefined;
}
