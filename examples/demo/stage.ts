import type { CreateInstanceInput, Ec2WorkerClientOptions } from 'ec2-worker-client';

/** Which AWS the story is told on, and what can be done to that AWS besides calling it. */
export interface Stage {
  /** Where it is, for people. */
  readonly title: string;
  readonly clientOptions: Ec2WorkerClientOptions;
  /** What the workers are launched from, and on. */
  readonly launch: Pick<
    CreateInstanceInput,
    'amiId' | 'amiName' | 'instanceType' | 'subnetId' | 'monitoring'
  >;
  /** Lets the host of an instance fail; `undefined` where nobody can be told to. */
  readonly hostFailure?: HostFailure | undefined;
  /** Lets a lab run for a while and leave its figures behind. @returns What was done, for people. */
  letLabRun(instanceId: string): Promise<string>;
  /** What all of it came to, for people. @param realSeconds How long it took. */
  summarize(realSeconds: number): string;
}

/** A failure of AWS's own machine under an instance, which passes by itself. */
export interface HostFailure {
  readonly durationSeconds: number;
  begin(instanceId: string): void;
}
