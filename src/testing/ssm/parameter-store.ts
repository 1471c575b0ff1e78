import { stableHex } from '../identity/stable-digits.js';

/** A parameter of the SSM Parameter Store. */
export interface SimulatedParameter {
  /** Such as `/workers/cml/ami`. A name that is there already gets another version. */
  readonly name: string;
  /** Such as an AMI id. */
  readonly value: string;
  /** RunInstances takes only `aws:ec2:image`. Default: that for an AMI id, else `text`. */
  readonly dataType?: 'text' | 'aws:ec2:image' | undefined;
  /** Labels of this version, by which it can be asked for. Default: none. */
  readonly labels?: readonly string[] | undefined;
  /** Default `us-east-1`. */
  readonly region?: string | undefined;
}

/** One version of a parameter. */
export interface ParameterVersion {
  readonly name: string;
  readonly value: string;
  readonly dataType: string;
  readonly version: number;
  readonly labels: readonly string[];
  readonly modifiedAt: number;
}

/** The parameters of AWS and its partners that name images: each is taken to exist. */
const PUBLIC_IMAGE = /^\/aws\/service\/(?:ami-|canonical\/|debian\/|suse\/|marketplace\/|ecs\/|eks\/)/;

/** Whose parameters, and where. */
export interface ParameterScope {
  readonly accountId: string;
  readonly region: string;
}

/** What SSM keeps, by account and region. */
export class ParameterStore {
  readonly #versions = new Map<string, readonly ParameterVersion[]>();

  put({ name, value, dataType, labels = [] }: SimulatedParameter, scope: ParameterScope, now: number): void {
    const key = keyOf(name, scope);
    const earlier = this.#versions.get(key) ?? [];
    const version: ParameterVersion = {
      name,
      value,
      dataType: dataType ?? (value.startsWith('ami-') ? 'aws:ec2:image' : 'text'),
      version: earlier.length + 1,
      labels,
      modifiedAt: now,
    };
    this.#versions.set(key, [...earlier, version]);
  }

  /** The version that `name`, `name:2` or `name:label` means; the latest if it names none. */
  find(reference: string, scope: ParameterScope): ParameterVersion | undefined {
    const [name = '', selector] = withoutArn(reference).split(':');
    const versions = this.#versions.get(keyOf(name, scope)) ?? publicImage(name, scope.region);
    if (selector === undefined) return versions.at(-1);
    return versions.findLast(
      ({ version, labels }) => String(version) === selector || labels.includes(selector),
    );
  }
}

/** The ARN of the parameter that is meant, in whatever version. Those of AWS and its partners are of no account. */
export function parameterArn(reference: string, { accountId, region }: ParameterScope): string {
  if (reference.startsWith('arn:')) return reference;
  const [name = ''] = reference.split(':');
  const path = name.startsWith('/') ? name : `/${name}`;
  const owner = path.startsWith('/aws/service/') ? '' : accountId;
  return `arn:aws:ssm:${region}:${owner}:parameter${path}`;
}

function keyOf(name: string, { accountId, region }: ParameterScope): string {
  return `${accountId}/${region}/${name}`;
}

/** `arn:aws:ssm:us-east-1:123456789012:parameter/workers/ami` names `/workers/ami`. */
function withoutArn(reference: string): string {
  return reference.replace(/^arn:[\w-]+:ssm:[\w-]*:\d*:parameter/, '');
}

function publicImage(name: string, region: string): readonly ParameterVersion[] {
  if (!PUBLIC_IMAGE.test(name)) return [];
  const value = `ami-0${stableHex(`${region}${name}`, 16)}`;
  return [{ name, value, dataType: 'aws:ec2:image', version: 1, labels: [], modifiedAt: 0 }];
}
