/** The region that the environment names. The only place that reads the environment. */
export function regionOfEnvironment(): string | undefined {
  const region = process.env['AWS_REGION'];
  return region === undefined || region === '' ? undefined : region;
}
