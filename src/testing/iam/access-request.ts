/** What an action is asked for on, as IAM sees it. */
export interface AccessResource {
  /** The ARN; `*` for an action that knows no resources. */
  readonly arn: string;
  /** The tags that the resource has. Default: none. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Condition keys that hold for this resource alone, such as `ec2:InstanceType`. Default: none. */
  readonly context?: Readonly<Record<string, string>> | undefined;
}

/** One action that a request needs to be allowed, on all of its resources. */
export interface AccessRequest {
  /** Such as `ec2:StartInstances`. */
  readonly action: string;
  readonly resources: readonly AccessResource[];
  /** Condition keys that hold for the whole request, such as `ec2:CreateAction`. Default: none. */
  readonly context?: Readonly<Record<string, string>> | undefined;
}

/** An action on no resource in particular. */
export function accessTo(action: string): AccessRequest {
  return { action, resources: [{ arn: '*' }] };
}

/** The condition keys of tags, such as `aws:ResourceTag/Team`. */
export function tagContext(
  prefix: 'aws:RequestTag' | 'aws:ResourceTag',
  tags: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value]));
}
