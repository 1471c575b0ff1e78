import type { DescribeInstancesCommandInput, EC2Client, Instance } from '@aws-sdk/client-ec2';
import { expectList } from '../aws/expect-list.js';
import type { AwsCall, Sender } from '../aws/sender.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import type { Ec2Sdk } from './ec2-connection.js';
import type { ParseTurns } from './parse-turns.js';
import { SharedTexts } from './responses/shared-texts.js';
import { toWorkerInstance } from './responses/to-worker-instance.js';

/** One page of a DescribeInstances. */
export interface InstancePage {
  readonly workers: readonly WorkerInstance[];
  /** What asks for the next one; `undefined` on the last. */
  readonly next: string | undefined;
}

/** Reads pages of instances by hand: the SDK's paginators change their input and refuse clients of another copy. */
export class InstancePages {
  readonly #sender: Sender<EC2Client, Ec2Sdk>;
  readonly #region: AwsRegion;
  readonly #parseTurns: ParseTurns;
  readonly #texts = new SharedTexts();

  constructor(sender: Sender<EC2Client, Ec2Sdk>, region: AwsRegion, parseTurns: ParseTurns) {
    this.#sender = sender;
    this.#region = region;
    this.#parseTurns = parseTurns;
  }

  /** @param next What the page before named. */
  async read(
    input: DescribeInstancesCommandInput,
    next: string | undefined,
    request: AwsCall,
  ): Promise<InstancePage> {
    const page = next === undefined ? input : { ...input, NextToken: next };
    const reply = await this.#sender.send(request, async ({ client, sdk }, options) => {
      const command = new sdk.DescribeInstancesCommand(page);
      // A single instance takes no time worth a turn of its own.
      const isSmall = page.InstanceIds?.length === 1;
      const sent = isSmall ? command : this.#parseTurns.apply(command, client.config.streamCollector);
      const output = await client.send(sent, options);
      return { reservations: expectList(output.Reservations), next: output.NextToken };
    });
    return {
      workers: reply.reservations.flatMap(({ Instances, OwnerId }) => this.workers(Instances ?? [], OwnerId)),
      next: reply.next === '' ? undefined : reply.next,
    };
  }

  /** EC2's rows as workers. */
  workers(rows: readonly Instance[], accountId: string | undefined): WorkerInstance[] {
    return rows
      .map((row) => toWorkerInstance(row, { region: this.#region, accountId, texts: this.#texts }))
      .filter((worker) => worker !== undefined);
  }
}
