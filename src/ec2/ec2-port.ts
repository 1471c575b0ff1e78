import type { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { LaunchRecovery } from '../errors/failure-message.js';
import type { InstanceStateChange } from '../model/instance-state-change.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { ListInstancesFilter } from '../model/list-instances-filter.js';
import type { Tags } from '../model/tags.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import type { LaunchSpecification } from './launch-specification.js';

/** On whose behalf a request goes out. */
export interface PortCall {
  /** The method that the caller called, for error messages. */
  readonly operation: string;
  readonly abortSignal?: AbortSignal | undefined;
  /** Of a launch: so that every error of it tells the token. */
  readonly clientToken?: string | undefined;
  /** Of a launch: how the caller can find out what became of it. */
  readonly recovery?: LaunchRecovery | undefined;
}

/** What became of one instance of a request. */
export type Outcome<Value> = { readonly value: Value } | { readonly error: Ec2WorkerError };

/** An outcome for each instance id that was asked for. */
export type Answers<Value> = ReadonlyMap<string, Outcome<Value>>;

/** How to stop or terminate. */
export interface ShutdownOptions {
  readonly force?: boolean | undefined;
  readonly hibernate?: boolean | undefined;
  readonly skipOsShutdown?: boolean | undefined;
}

/** Which instances a listing asks for, checked and free of empty lists. */
export type ListQuery = Omit<ListInstancesFilter, 'includeTerminated'>;

/**
 * EC2 as this library needs it, in one region and for one identity.
 *
 * Methods that take instance ids take many and answer per id. They reject when the request failed as
 * a whole, and make no attempt to find out which id is to blame: that is the work of a decorator of
 * this same port. Every list handed in holds at least
 * one id, each once, and no more of them than EC2 takes in one request.
 */
export interface Ec2Port {
  /** Rejects with a network or service error where nobody knows what was launched; its `cause` may be a refusal. */
  launch(specification: LaunchSpecification, call: PortCall): Promise<readonly WorkerInstance[]>;
  describe(instanceIds: readonly string[], call: PortCall): Promise<Answers<WorkerInstance>>;
  list(query: ListQuery, call: PortCall): AsyncIterable<readonly WorkerInstance[]>;
  readStatusChecks(instanceIds: readonly string[], call: PortCall): Promise<Answers<InstanceStatusChecks>>;
  start(instanceIds: readonly string[], call: PortCall): Promise<Answers<InstanceStateChange>>;
  stop(
    instanceIds: readonly string[],
    options: ShutdownOptions,
    call: PortCall,
  ): Promise<Answers<InstanceStateChange>>;
  reboot(instanceIds: readonly string[], call: PortCall): Promise<Answers<void>>;
  terminate(
    instanceIds: readonly string[],
    options: ShutdownOptions,
    call: PortCall,
  ): Promise<Answers<InstanceStateChange>>;
  /** From where EC2 keeps tags: of an instance that is not there it says that it has none. */
  readTags(instanceIds: readonly string[], call: PortCall): Promise<Answers<Tags>>;
  addTags(instanceIds: readonly string[], tags: Tags, call: PortCall): Promise<Answers<void>>;
  removeTags(
    instanceIds: readonly string[],
    tagKeys: readonly string[],
    call: PortCall,
  ): Promise<Answers<void>>;
  setTerminationProtection(instanceId: string, protect: boolean, call: PortCall): Promise<void>;
  readConsoleOutput(instanceId: string, call: PortCall): Promise<string | undefined>;
}
