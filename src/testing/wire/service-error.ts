/** HTTP status of the codes that AWS does not answer with 400. */
const HTTP_STATUS: ReadonlyMap<string, number> = new Map([
  ['AuthFailure', 401],
  ['AccessDenied', 403],
  ['AccessDeniedException', 403],
  ['ExpiredToken', 403],
  ['InvalidClientTokenId', 403],
  ['MissingAuthenticationToken', 403],
  ['OptInRequired', 403],
  ['SignatureDoesNotMatch', 403],
  ['UnauthorizedOperation', 403],
  ['DryRunOperation', 412],
  ['InsufficientAddressCapacity', 500],
  ['InsufficientCapacity', 500],
  ['InsufficientHostCapacity', 500],
  ['InsufficientInstanceCapacity', 500],
  ['InsufficientReservedInstanceCapacity', 500],
  ['InsufficientVolumeCapacity', 500],
  ['InternalError', 500],
  ['InternalFailure', 500],
  ['InternalServerError', 500],
  ['InternalServiceError', 500],
  ['ServerInternal', 500],
  ['RequestLimitExceeded', 503],
  ['ServiceUnavailable', 503],
  ['Unavailable', 503],
]);

/** The texts of the codes that tests ask for most, as AWS words them. */
const MESSAGES: ReadonlyMap<string, string> = new Map([
  ['RequestLimitExceeded', 'Request limit exceeded.'],
  ['Throttling', 'Rate exceeded'],
  ['ThrottlingException', 'Rate exceeded'],
  [
    'ProvisionedThroughputExceededException',
    'The level of configured provisioned throughput for the table was exceeded.' +
      ' Consider increasing your provisioning level with the UpdateTable API.',
  ],
  ['InternalError', 'An internal error has occurred'],
  ['ServiceUnavailable', 'The service is unavailable. Please try again shortly.'],
  ['Unavailable', 'The server is overloaded and cannot handle the request.'],
  ['UnauthorizedOperation', 'You are not authorized to perform this operation.'],
  ['AuthFailure', 'AWS was not able to validate the provided access credentials'],
  ['RequestExpired', 'Request has expired.'],
  ['InvalidClientTokenId', 'The security token included in the request is invalid.'],
  ['UnrecognizedClientException', 'The security token included in the request is invalid.'],
  ['SignatureDoesNotMatch', 'Signature expired or not yet current.'],
  ['InvalidSignatureException', 'Signature expired or not yet current.'],
  ['ExpiredTokenException', 'The security token included in the request is expired'],
  ['ExpiredToken', 'The security token included in the request is expired'],
  [
    'InsufficientInstanceCapacity',
    'We currently do not have sufficient capacity in the Availability Zone you requested.' +
      ' Our system will be working on provisioning additional capacity.',
  ],
  [
    'VcpuLimitExceeded',
    'You have requested more vCPU capacity than your current vCPU limit allows for the instance bucket' +
      ' that the specified instance type belongs to.',
  ],
  ['MaxSpotInstanceCountExceeded', 'Max spot instance count exceeded'],
  [
    'RequestResourceCountExceeded',
    'Details in your request exceed the numbers allowed by the service in a single call',
  ],
]);

/** An error that AWS answers with: thrown by an action, written by the service's protocol. */
export class ServiceError extends Error {
  readonly code: string;
  readonly httpStatus: number;

  constructor(code: string, message?: string, httpStatus?: number) {
    super(message ?? MESSAGES.get(code) ?? `Simulated error ${code}`);
    this.name = 'ServiceError';
    this.code = code;
    this.httpStatus = httpStatus ?? HTTP_STATUS.get(code) ?? 400;
  }
}
