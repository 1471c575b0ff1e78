/** One thing that is wrong with a CML host. */
export interface HostProblem {
  /** Which it is, such as `REFUSED` or `NO_KVM`; the list is `CmlProblemCode` of `ec2-worker-client/cml`. */
  readonly code: string;
  /** What was seen, and what to do about it. */
  readonly message: string;
}
