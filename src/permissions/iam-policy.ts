/** One statement of an {@link IamPolicyDocument}. */
export interface IamPolicyStatement {
  /** What the statement is for. */
  readonly Sid: string;
  /** Always `Allow`. */
  readonly Effect: 'Allow';
  /** Actions by their full names. */
  readonly Action: readonly string[];
  /** ARNs, in which `*` stands for anything. */
  readonly Resource: string | readonly string[];
  /** Operators, with values by condition key. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** An IAM policy, ready for `JSON.stringify`. */
export interface IamPolicyDocument {
  /** The version of the language. */
  readonly Version: '2012-10-17';
  /** What is allowed. */
  readonly Statement: readonly IamPolicyStatement[];
}
