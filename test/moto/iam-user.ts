/** An access key of a user. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** An IAM policy, as far as moto reads it. */
export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly { readonly Effect: string; readonly Action: readonly string[] }[];
}

/**
 * Makes a user of moto who may do `actions` and nothing else. Works only while moto does not enforce IAM:
 * the requests are not signed.
 */
export async function makeUser(url: string, name: string, actions: readonly string[]): Promise<AccessKey> {
  await askIam(url, { Action: 'CreateUser', UserName: name });
  await putUserPolicy(url, name, policyOf(actions));
  const reply = await askIam(url, { Action: 'CreateAccessKey', UserName: name });
  return {
    accessKeyId: textOf(reply, 'AccessKeyId'),
    secretAccessKey: textOf(reply, 'SecretAccessKey'),
  };
}

/** A policy that allows actions on everything. */
export function policyOf(actions: readonly string[]): PolicyDocument {
  const statement = { Effect: 'Allow', Action: actions, Resource: '*' };
  return { Version: '2012-10-17', Statement: [statement] };
}

/** Puts a policy in the place of the one that a user of moto has. Works only while moto does not enforce IAM. */
export async function putUserPolicy(url: string, name: string, policy: PolicyDocument): Promise<void> {
  await askIam(url, {
    Action: 'PutUserPolicy',
    UserName: name,
    PolicyName: 'allowed',
    PolicyDocument: JSON.stringify(asMotoNames(policy)),
  });
}

/** moto knows an action by the name that its requests are signed for, which for CloudWatch is another one. */
function asMotoNames(policy: PolicyDocument): PolicyDocument {
  return {
    ...policy,
    Statement: policy.Statement.map((statement) => ({
      ...statement,
      Action: statement.Action.map((action) => action.replace(/^cloudwatch:/, 'monitoring:')),
    })),
  };
}

/** moto finds the service by the scope of the credentials. */
async function askIam(url: string, parameters: Readonly<Record<string, string>>): Promise<string> {
  const scope = 'Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/iam/aws4_request';
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=none` },
    body: new URLSearchParams({ Version: '2010-05-08', ...parameters }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${parameters['Action']} answered ${response.status}: ${text}`);
  return text;
}

function textOf(reply: string, element: string): string {
  const text = new RegExp(`<${element}>([^<]+)</${element}>`).exec(reply)?.[1];
  if (text === undefined) throw new Error(`No ${element} in: ${reply}`);
  return text;
}
