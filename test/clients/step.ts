/** The services whose actions are tried, by the names that the clients have for them. */
export type StepService = 'ec2' | 'sts' | 'cloudwatch' | 'ssm' | 'dynamodb' | 'pricing';

/** What a client sees: the values that were looked at, or the code of an error. */
export type StepOutcome = { readonly values: readonly unknown[] } | { readonly error: string };

/** One call of an action, the same for every client and every server. */
export interface Step {
  /** What is tried, in words that are no other step's. */
  readonly name: string;
  readonly service: StepService;
  readonly action: string;
  /** Text in braces, such as `{worker}`, stands for what an earlier step has kept, or what there is from the start. */
  readonly input?: object;
  /** What later steps need of the reply: names, and where it is (JMESPath). */
  readonly keep?: Readonly<Record<string, string>>;
  /** What is looked at in the reply (JMESPath). */
  readonly observe?: readonly string[];
  /** What it has to be, or the code of the error. */
  readonly expect: readonly unknown[] | string;
  /** How long to wait first for what is under way to come to its end. */
  readonly settleSeconds?: number;
}

/** What a step has to come to. */
export function expectedOutcome({ expect }: Step): StepOutcome {
  return typeof expect === 'string' ? { error: expect } : { values: expect };
}
