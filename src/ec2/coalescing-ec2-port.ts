import type { RequestBudget } from '../aws/request-budget.js';
import type { RetryPreparation } from '../aws/retry-batch.js';
import { type BatchEvent, type BatchRequest, Coalescer } from '../batching/coalescer.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { InstanceStateChange } from '../model/instance-state-change.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { Tags } from '../model/tags.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import type { Clock } from '../time/clock.js';
import { BatchFailures } from './batch-failures.js';
import { correctTerminations } from './correct-terminations.js';
import type { Answers, Ec2Port, ListQuery, PortCall, ShutdownOptions } from './ec2-port.js';
import type { LaunchSpecification } from './launch-specification.js';
import { PAGE_SIZE } from './requests/describe-instances.js';
import { MAX_FILTER_VALUES } from './requests/literal-filter.js';
import { restateFor } from './restate-for.js';

/**
 * EC2's limit on the ids of a DescribeInstanceStatus.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html
 */
export const MOST_CHECKED = 100;

/**
 * EC2 takes 1,000 ids in a TerminateInstances or a CreateTags, advises fewer, and documents no number for the other
 * changes.
 */
const MOST_CHANGED = 500;

/** What a coalescing port works with. */
export interface CoalescingEc2PortOptions {
  /** Carries out what cannot be shared, each call by itself. */
  readonly direct: Ec2Port;
  /** Carries out the shared requests: once, and rejecting with what was thrown, as it is. */
  readonly batches: Ec2Port;
  readonly retries: RetryPreparation;
  readonly budget: RequestBudget | undefined;
  readonly region: AwsRegion;
  readonly clock: Clock;
  /** Aborts when the client is destroyed. */
  readonly closing: AbortSignal;
  /** Told of each shared request when it goes; `action` is such as `ec2:StopInstances`. */
  readonly onBatch: (action: string, event: BatchEvent) => void;
}

/** What makes one kind of shared request different from another. */
interface BatchTraits<Subject, Value> {
  /** Such as `StopInstances`. */
  readonly action: string;
  readonly maxSize: number;
  readonly isRead?: boolean;
  readonly overlaps?: boolean;
  readonly isIdempotent?: boolean;
  readonly unfiltered?: boolean;
  readonly keyOf?: (subject: Subject) => string;
  readonly send: (request: BatchRequest<Subject>, call: PortCall) => Promise<Answers<Value>>;
}

/**
 * The same port, in which concurrent calls share requests: who calls for one instance pays a part of a request for
 * many. Callers notice nothing but speed: each gets an answer or an error of its own.
 */
export class CoalescingEc2Port implements Ec2Port {
  readonly #options: CoalescingEc2PortOptions;
  readonly #details: Coalescer<undefined, PortCall, WorkerInstance>;
  readonly #checks: Coalescer<undefined, PortCall, InstanceStatusChecks>;
  readonly #starts: Coalescer<undefined, PortCall, InstanceStateChange>;
  readonly #stops: Coalescer<ShutdownOptions, PortCall, InstanceStateChange>;
  readonly #reboots: Coalescer<undefined, PortCall, void>;
  readonly #terminations: Coalescer<ShutdownOptions, PortCall, InstanceStateChange>;
  readonly #tags: Coalescer<undefined, PortCall, Tags>;
  readonly #taggings: Coalescer<Tags, PortCall, void>;
  readonly #untaggings: Coalescer<readonly string[], PortCall, void>;

  constructor(options: CoalescingEc2PortOptions) {
    const { batches } = options;
    this.#options = options;
    this.#details = this.#share({
      action: 'DescribeInstances',
      maxSize: PAGE_SIZE,
      isRead: true,
      overlaps: true,
      send: ({ ids }, call) => batches.describe(ids, call),
    });
    this.#checks = this.#share({
      action: 'DescribeInstanceStatus',
      maxSize: MOST_CHECKED,
      isRead: true,
      unfiltered: true,
      send: ({ ids }, call) => batches.readStatusChecks(ids, call),
    });
    this.#starts = this.#share({
      action: 'StartInstances',
      maxSize: MOST_CHANGED,
      send: ({ ids }, call) => batches.start(ids, call),
    });
    this.#stops = this.#share({
      action: 'StopInstances',
      maxSize: MOST_CHANGED,
      keyOf: keyOfShutdown,
      send: ({ ids, subject }, call) => batches.stop(ids, subject, call),
    });
    this.#reboots = this.#share({
      action: 'RebootInstances',
      maxSize: MOST_CHANGED,
      isIdempotent: false,
      send: ({ ids }, call) => batches.reboot(ids, call),
    });
    this.#terminations = this.#share({
      action: 'TerminateInstances',
      maxSize: MOST_CHANGED,
      keyOf: keyOfShutdown,
      send: async ({ ids, subject, history }, call) =>
        correctTerminations(await batches.terminate(ids, subject, call), history),
    });
    this.#tags = this.#share({
      action: 'DescribeTags',
      maxSize: MAX_FILTER_VALUES,
      isRead: true,
      send: ({ ids }, call) => batches.readTags(ids, call),
    });
    this.#taggings = this.#share({
      action: 'CreateTags',
      maxSize: MOST_CHANGED,
      keyOf: (tags) => JSON.stringify(Object.entries(tags).sort(byKey)),
      send: ({ ids, subject }, call) => batches.addTags(ids, subject, call),
    });
    this.#untaggings = this.#share({
      action: 'DeleteTags',
      maxSize: MOST_CHANGED,
      keyOf: (tagKeys) => JSON.stringify([...tagKeys].sort()),
      send: ({ ids, subject }, call) => batches.removeTags(ids, subject, call),
    });
  }

  launch(specification: LaunchSpecification, call: PortCall): Promise<readonly WorkerInstance[]> {
    return this.#options.direct.launch(specification, call);
  }

  describe(instanceIds: readonly string[], call: PortCall): Promise<Answers<WorkerInstance>> {
    return answers(this.#details, undefined, instanceIds, call);
  }

  list(query: ListQuery, call: PortCall): AsyncIterable<readonly WorkerInstance[]> {
    return this.#options.direct.list(query, call);
  }

  readStatusChecks(instanceIds: readonly string[], call: PortCall): Promise<Answers<InstanceStatusChecks>> {
    return answers(this.#checks, undefined, instanceIds, call);
  }

  start(instanceIds: readonly string[], call: PortCall): Promise<Answers<InstanceStateChange>> {
    return answers(this.#starts, undefined, instanceIds, call);
  }

  stop(
    instanceIds: readonly string[],
    options: ShutdownOptions,
    call: PortCall,
  ): Promise<Answers<InstanceStateChange>> {
    return answers(this.#stops, options, instanceIds, call);
  }

  reboot(instanceIds: readonly string[], call: PortCall): Promise<Answers<void>> {
    return answers(this.#reboots, undefined, instanceIds, call);
  }

  terminate(
    instanceIds: readonly string[],
    options: ShutdownOptions,
    call: PortCall,
  ): Promise<Answers<InstanceStateChange>> {
    return answers(this.#terminations, options, instanceIds, call);
  }

  readTags(instanceIds: readonly string[], call: PortCall): Promise<Answers<Tags>> {
    return answers(this.#tags, undefined, instanceIds, call);
  }

  addTags(instanceIds: readonly string[], tags: Tags, call: PortCall): Promise<Answers<void>> {
    return answers(this.#taggings, tags, instanceIds, call);
  }

  removeTags(
    instanceIds: readonly string[],
    tagKeys: readonly string[],
    call: PortCall,
  ): Promise<Answers<void>> {
    return answers(this.#untaggings, tagKeys, instanceIds, call);
  }

  setTerminationProtection(instanceId: string, protect: boolean, call: PortCall): Promise<void> {
    return this.#options.direct.setTerminationProtection(instanceId, protect, call);
  }

  readConsoleOutput(instanceId: string, call: PortCall): Promise<string | undefined> {
    return this.#options.direct.readConsoleOutput(instanceId, call);
  }

  #share<Subject, Value>(traits: BatchTraits<Subject, Value>): Coalescer<Subject, PortCall, Value> {
    const { action: operation, isRead = false, isIdempotent = true, unfiltered } = traits;
    const { region, clock, closing, budget, retries, onBatch } = this.#options;
    const action = `ec2:${operation}`;
    return new Coalescer({
      clock,
      closing,
      maxSize: traits.maxSize,
      overlaps: traits.overlaps,
      keyOf: traits.keyOf,
      send: (request) => traits.send(request, { operation, abortSignal: request.signal }),
      policy: new BatchFailures(
        { operation, action, region, idempotent: isIdempotent, unfiltered },
        isRead,
        retries,
      ),
      errorFor: (error, instanceId, call) => restateFor({ ...call, action, region, instanceId }, error),
      copy: (value) => structuredClone(value),
      admission: budget?.admission({ action, region, unfiltered }),
      onBatch: (event) => {
        onBatch(action, event);
      },
    });
  }
}

function answers<Subject, Value>(
  coalescer: Coalescer<Subject, PortCall, Value>,
  subject: Subject,
  instanceIds: readonly string[],
  call: PortCall,
): Promise<Answers<Value>> {
  // Every error has been restated for its caller, and so is one of ours.
  return coalescer.loadMany(subject, instanceIds, call, call.abortSignal) as Promise<Answers<Value>>;
}

function keyOfShutdown({ force, hibernate, skipOsShutdown }: ShutdownOptions): string {
  return [force, hibernate, skipOsShutdown].map((flag) => flag === true).join();
}

function byKey([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return one < other ? -1 : 1;
}
