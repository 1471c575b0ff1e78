import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { Ec2WorkerClient, type Ec2WorkerClientOptions } from 'ec2-worker-client';
import type { ServerOptions } from './aws-server.js';
import { ServedAws } from './served-aws.js';

/** The raw SDK and this package, against the same simulated AWS in a process of its own. */
export class Contenders implements AsyncDisposable {
  readonly served: ServedAws;
  readonly raw: EC2Client;
  readonly client: Ec2WorkerClient;

  private constructor(served: ServedAws, options: Ec2WorkerClientOptions) {
    const { url: endpoint, credentials } = served;
    this.served = served;
    this.raw = new EC2Client({ region: 'us-east-1', endpoint, credentials });
    this.client = new Ec2WorkerClient({ region: 'us-east-1', endpoint, credentials, ...options });
  }

  static async meet(server: ServerOptions, options: Ec2WorkerClientOptions = {}): Promise<Contenders> {
    const contenders = new Contenders(await ServedAws.start(server), options);
    // What is loaded with the first call is no part of any of the measurements.
    const id = contenders.id(0);
    for (let call = 0; call < 50; call += 1) {
      await contenders.describeRaw(id);
      await contenders.client.getInstanceDetails(id);
    }
    await contenders.served.takeCounts();
    return contenders;
  }

  get ids(): readonly string[] {
    return this.served.instanceIds;
  }

  id(index: number): string {
    return this.ids[index % this.ids.length] ?? '';
  }

  describeRaw(instanceId: string): Promise<unknown> {
    return this.raw.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
  }

  /** How many requests there were since the last time. */
  async takeRequests(): Promise<number> {
    const counts = await this.served.takeCounts();
    return [...counts.values()].reduce((sum, each) => sum + each, 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.raw.destroy();
    this.client.destroy();
    await this.served.stop();
  }
}
