import type { InstanceStateChange as SdkStateChange } from '@aws-sdk/client-ec2';
import { expectList } from '../aws/expect-list.js';
import { ForeignReply } from '../aws/foreign-reply.js';
import type { AwsCall } from '../aws/sender.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { InstanceStateChange } from '../model/instance-state-change.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { Tags } from '../model/tags.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import { tagsToList } from '../tags/tag-list.js';
import { answerDone, answerEach } from './answers.js';
import { confirmReply } from './confirm-reply.js';
import type { Ec2Connection } from './ec2-connection.js';
import type { Answers, Ec2Port, ListQuery, PortCall, ShutdownOptions } from './ec2-port.js';
import { type Ec2Sender, readRequest } from './ec2-request.js';
import { InstancePages } from './instance-pages.js';
import { LaunchFate } from './launch-fate.js';
import type { LaunchSpecification } from './launch-specification.js';
import { ParseTurns } from './parse-turns.js';
import { buildDescribeByFilter, buildListInstances } from './requests/describe-instances.js';
import { buildRunInstances } from './requests/run-instances.js';
import { toInstanceStateChange } from './responses/to-instance-state.js';
import { toStatusChecks } from './responses/to-status-checks.js';
import { readTagPages } from './tag-pages.js';

type SendOptions = { readonly abortSignal?: AbortSignal };

/** The EC2 port over the AWS SDK: each method one action, its reply checked and put into our words. */
export class SdkEc2Port implements Ec2Port {
  readonly #sender: Ec2Sender;
  readonly #region: AwsRegion;
  readonly #parseTurns = new ParseTurns();
  readonly #pages: InstancePages;

  constructor(sender: Ec2Sender, region: AwsRegion) {
    this.#sender = sender;
    this.#region = region;
    this.#pages = new InstancePages(sender, region, this.#parseTurns);
  }

  async launch(specification: LaunchSpecification, call: PortCall): Promise<readonly WorkerInstance[]> {
    const input = buildRunInstances(specification);
    const request = {
      ...this.#request('RunInstances', call, []),
      clientToken: specification.clientToken,
      instanceType: input.InstanceType,
      instances: input.MaxCount,
    };
    const fate = new LaunchFate(request);
    try {
      return await this.#sender.send(request, ({ client, sdk }, options) =>
        fate.watch(async () => {
          const output = await client.send(new sdk.RunInstancesCommand(input), options);
          return this.#pages.workers(expectList(output.Instances), output.OwnerId);
        }),
      );
    } catch (error) {
      throw fate.judge(error);
    }
  }

  async describe(instanceIds: readonly string[], call: PortCall): Promise<Answers<WorkerInstance>> {
    // A single id is asked for as such, which EC2 may count as a read without a filter; several by filter.
    const isPlain = instanceIds.length === 1 && this.#sender.mayGoUnfiltered('ec2:DescribeInstances');
    const input = isPlain ? { InstanceIds: [...instanceIds] } : buildDescribeByFilter(instanceIds);
    const request = {
      ...this.#request('DescribeInstances', call, instanceIds),
      perhapsUnfiltered: isPlain,
    };
    const first = await this.#pages.read(input, undefined, request);
    const found = [...first.workers];
    // The answer for so few instances has one page, but nothing keeps EC2 from parting it.
    for (let next = first.next; next !== undefined; ) {
      const page = await this.#pages.read(input, next, request);
      found.push(...page.workers);
      next = page.next;
    }
    return answerEach(instanceIds, found, { operation: call.operation, region: this.#region });
  }

  async *list(query: ListQuery, call: PortCall): AsyncIterable<readonly WorkerInstance[]> {
    const request = this.#request('DescribeInstances', call, []);
    for (const input of buildListInstances(query)) {
      let next: string | undefined;
      do {
        const page = await this.#pages.read(input, next, request);
        yield page.workers;
        next = page.next;
      } while (next !== undefined);
    }
  }

  async readStatusChecks(
    instanceIds: readonly string[],
    call: PortCall,
  ): Promise<Answers<InstanceStatusChecks>> {
    // EC2's documents leave open whether ids are a filter; this is the careful reading.
    const request = { ...this.#request('DescribeInstanceStatus', call, instanceIds), unfiltered: true };
    const input = { InstanceIds: [...instanceIds], IncludeAllInstances: true };
    const rows = await this.#sender.send(request, async ({ client, sdk }, options) => {
      const command = new sdk.DescribeInstanceStatusCommand(input);
      const isSmall = instanceIds.length === 1;
      const sent = isSmall ? command : this.#parseTurns.apply(command, client.config.streamCollector);
      const output = await client.send(sent, options);
      return expectList(output.InstanceStatuses);
    });
    const checks = rows.map((row) => toStatusChecks(row, this.#region));
    return answerEach(instanceIds, checks, { operation: call.operation, region: this.#region });
  }

  start(instanceIds: readonly string[], call: PortCall): Promise<Answers<InstanceStateChange>> {
    const input = { InstanceIds: [...instanceIds] };
    return this.#changeState('StartInstances', instanceIds, call, async ({ client, sdk }, options) => {
      const output = await client.send(new sdk.StartInstancesCommand(input), options);
      return output.StartingInstances;
    });
  }

  stop(
    instanceIds: readonly string[],
    options: ShutdownOptions,
    call: PortCall,
  ): Promise<Answers<InstanceStateChange>> {
    const input = { ...shutdownInput(instanceIds, options), Hibernate: options.hibernate };
    return this.#changeState('StopInstances', instanceIds, call, async ({ client, sdk }, sendOptions) => {
      const output = await client.send(new sdk.StopInstancesCommand(input), sendOptions);
      return output.StoppingInstances;
    });
  }

  terminate(
    instanceIds: readonly string[],
    options: ShutdownOptions,
    call: PortCall,
  ): Promise<Answers<InstanceStateChange>> {
    const input = shutdownInput(instanceIds, options);
    return this.#changeState(
      'TerminateInstances',
      instanceIds,
      call,
      async ({ client, sdk }, sendOptions) => {
        const output = await client.send(new sdk.TerminateInstancesCommand(input), sendOptions);
        return output.TerminatingInstances;
      },
    );
  }

  async reboot(instanceIds: readonly string[], call: PortCall): Promise<Answers<void>> {
    // A second reboot would interrupt the boot that the first one began.
    const request = { ...this.#request('RebootInstances', call, instanceIds), idempotent: false };
    const input = { InstanceIds: [...instanceIds] };
    await this.#sender.send(request, async ({ client, sdk }, options) => {
      const command = new sdk.RebootInstancesCommand(input);
      await client.send(confirmReply(command, client.config.streamCollector), options);
    });
    return answerDone(instanceIds);
  }

  readTags(instanceIds: readonly string[], call: PortCall): Promise<Answers<Tags>> {
    return readTagPages(this.#sender, instanceIds, this.#request('DescribeTags', call, instanceIds));
  }

  async addTags(instanceIds: readonly string[], tags: Tags, call: PortCall): Promise<Answers<void>> {
    const request = this.#request('CreateTags', call, instanceIds);
    const input = { Resources: [...instanceIds], Tags: tagsToList(tags) };
    await this.#sender.send(request, async ({ client, sdk }, options) => {
      const command = new sdk.CreateTagsCommand(input);
      await client.send(confirmReply(command, client.config.streamCollector), options);
    });
    return answerDone(instanceIds);
  }

  async removeTags(
    instanceIds: readonly string[],
    tagKeys: readonly string[],
    call: PortCall,
  ): Promise<Answers<void>> {
    const request = this.#request('DeleteTags', call, instanceIds);
    // A key without a value removes the tag whatever its value is.
    const input = { Resources: [...instanceIds], Tags: tagKeys.map((Key) => ({ Key })) };
    await this.#sender.send(request, async ({ client, sdk }, options) => {
      const command = new sdk.DeleteTagsCommand(input);
      await client.send(confirmReply(command, client.config.streamCollector), options);
    });
    return answerDone(instanceIds);
  }

  async setTerminationProtection(instanceId: string, protect: boolean, call: PortCall): Promise<void> {
    const request = this.#request('ModifyInstanceAttribute', call, [instanceId]);
    const input = { InstanceId: instanceId, DisableApiTermination: { Value: protect } };
    await this.#sender.send(request, async ({ client, sdk }, options) => {
      const command = new sdk.ModifyInstanceAttributeCommand(input);
      await client.send(confirmReply(command, client.config.streamCollector), options);
    });
  }

  async readConsoleOutput(instanceId: string, call: PortCall): Promise<string | undefined> {
    const request = this.#request('GetConsoleOutput', call, [instanceId]);
    return await this.#sender.send(request, async ({ client, sdk }, options) => {
      const output = await client.send(new sdk.GetConsoleOutputCommand({ InstanceId: instanceId }), options);
      if (output.InstanceId === undefined) throw new ForeignReply('the instance is missing from the reply');
      return output.Output ? Buffer.from(output.Output, 'base64').toString('utf8') : undefined;
    });
  }

  async #changeState(
    action: string,
    instanceIds: readonly string[],
    call: PortCall,
    send: (connection: Ec2Connection, options: SendOptions) => Promise<SdkStateChange[] | undefined>,
  ): Promise<Answers<InstanceStateChange>> {
    const request = this.#request(action, call, instanceIds);
    const rows = await this.#sender.send(request, async (connection, options) =>
      expectList(await send(connection, options)),
    );
    return answerEach(instanceIds, rows.map(toInstanceStateChange), {
      operation: call.operation,
      region: this.#region,
    });
  }

  /** What EC2's actions have in common here: all but a reboot can be sent twice without harm. */
  #request(action: string, call: PortCall, instanceIds: readonly string[]): AwsCall {
    return readRequest(action, this.#region, call, instanceIds);
  }
}

/** What stopping and terminating have in common. */
function shutdownInput(instanceIds: readonly string[], { force, skipOsShutdown }: ShutdownOptions) {
  return { InstanceIds: [...instanceIds], Force: force, SkipOsShutdown: skipOsShutdown };
}
