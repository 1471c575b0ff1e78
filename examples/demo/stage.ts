import type { CreateInstanceInput, Ec2WorkerClientOptions, WorkerInstance } from 'ec2-worker-client';
import type { CmlHostOfOptions } from 'ec2-worker-client/fleet';

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
  /** Lets hosts fail for good; `undefined` where nobody can be told to. */
  readonly hosts?: BreakableHosts | undefined;
  /** CML on a worker; `undefined` where there is none to be had. */
  readonly cml?: CmlStage | undefined;
  /** Lets a lab run for a while and leave its figures behind. @returns What was done, for people. */
  letLabRun(instanceId: string): Promise<string>;
  /** What all of it came to, for people. @param realSeconds How long it took. */
  summarize(realSeconds: number): string;
  /** Clears up behind the story. */
  close?(): Promise<void>;
}

/** A CML host that can be put on a worker, and the people who use it. */
export interface CmlStage {
  /** How to call the host. */
  readonly hostOptions: Omit<CmlHostOfOptions, 'client'>;
  /** Lets the host boot with a worker. */
  install(worker: WorkerInstance): void;
  /** Somebody starts a lab on it. */
  startLab(title: string): void;
  /** Nobody uses it for a while. */
  leaveAlone(minutes: number): Promise<void>;
}

/** AWS's own machines, which fail until an instance is moved to another. */
export interface BreakableHosts {
  break(instanceId: string): void;
  /** Lets some time pass. */
  wait(seconds: number): Promise<void>;
}

/** A failure of AWS's own machine under an instance, which passes by itself. */
export interface HostFailure {
  readonly durationSeconds: number;
  begin(instanceId: string): void;
}
