/** What a request says of its sender. The signature itself is not verified. */
export interface RequestSignature {
  readonly accessKeyId: string;
  readonly region: string;
  /** The signing name, such as `monitoring` for CloudWatch. */
  readonly signingName: string;
  /** When it was signed, in milliseconds since the epoch; `NaN` if it does not say. */
  readonly signedAt: number;
}

const AUTHORIZATION = /^AWS4-HMAC-SHA256 Credential=([^/\s]+)\/\d{8}\/([^/\s]+)\/([^/\s]+)\/aws4_request\b/;
const SIGNING_TIME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Reads the headers of Signature Version 4; `undefined` when they are not there. */
export function readSignature(headers: Readonly<Record<string, string>>): RequestSignature | undefined {
  const match = AUTHORIZATION.exec(headers['authorization'] ?? '');
  if (match === null) return undefined;
  const [, accessKeyId = '', region = '', signingName = ''] = match;
  const time = (headers['x-amz-date'] ?? '').replace(SIGNING_TIME, '$1-$2-$3T$4:$5:$6Z');
  return { accessKeyId, region, signingName, signedAt: Date.parse(time) };
}
