/** The CloudWatch package of the AWS SDK. It is loaded with the first metric, not with this library. */
export type CloudWatchSdk = typeof import('@aws-sdk/client-cloudwatch');

/** Loads the CloudWatch package; both Node and bundlers follow this import. */
export function loadCloudWatchSdk(): Promise<CloudWatchSdk> {
  return import('@aws-sdk/client-cloudwatch');
}
