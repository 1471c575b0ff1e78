/** The version of this package; a test holds it to the one in package.json. */
export const PACKAGE_VERSION = '1.0.0';

/** What every request says of its sender, beside the SDK's own words: one name and version pair. */
export const USER_AGENT: [string, string][] = [['ec2-worker-client', PACKAGE_VERSION]];
