// What AWS and Cisco give names of a fixed shape. Each is a check of the shape alone: whether there is such a thing
// is for them to say.

/** The name of a region, `us-gov-west-1` among them. What it is not: a host name, into which it is built. */
export const REGION_NAME: RegExp = /^[a-z]{2,5}(-[a-z]+)+-\d{1,2}$/;

/** An instance type, such as `c5.2xlarge` or `m5zn.metal`. */
export const INSTANCE_TYPE_NAME: RegExp = /^[a-z0-9-]+\.[a-z0-9-]+$/;

/** The id of an image: 17 hexadecimal digits, or 8 of one that was made before 2018. */
export const IMAGE_ID: RegExp = /^ami-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** A Smart Licensing token, as the interface of Cisco Modeling Labs takes it. */
export const LICENSE_TOKEN: RegExp = /^[a-zA-Z\d+/%=-]{1,256}$/;
