import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { AwsCommand, EmulatorCommand } from './command-line.js';
import type { Stage } from './stage.js';

const MINUTE_MS = 60_000;

/** An emulator such as moto or LocalStack, which takes any credentials unless it is told to look at them. */
export function emulatorStage({ endpoint, region, amiId }: EmulatorCommand): Stage {
  const clientOptions = {
    endpoint,
    region,
    credentials: {
      accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? 'test',
      secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? 'test',
    },
  };
  return {
    title: `the emulator at ${endpoint}, in ${region}`,
    clientOptions,
    launch: { amiId, instanceType: 'c5.2xlarge' },
    letLabRun: async (instanceId) => {
      const cloudWatch = new CloudWatchClient(clientOptions);
      try {
        await cloudWatch.send(new PutMetricDataCommand(agentFigures(instanceId)));
        return 'An emulator measures nothing: the demo has put figures as the CloudWatch agent would.';
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return `An emulator measures nothing, and this one takes no figures either: ${reason}`;
      } finally {
        cloudWatch.destroy();
      }
    },
    summarize: (realSeconds) => `All of it in ${realSeconds.toFixed(1)} s.`,
  };
}

/** The real account of the environment. */
export function awsStage(command: AwsCommand): Stage {
  const { amiId, instanceType, subnetId, region } = command;
  return {
    title: 'your AWS account',
    clientOptions: { region },
    launch: { amiId, instanceType, subnetId },
    letLabRun: () => Promise.resolve('A new instance has its first figures after some minutes.'),
    summarize: (realSeconds) => `All of it in ${realSeconds.toFixed()} s.`,
  };
}

/** Half an hour of used memory, one figure every five minutes. */
function agentFigures(instanceId: string): ConstructorParameters<typeof PutMetricDataCommand>[0] {
  return {
    Namespace: 'CWAgent',
    MetricData: [10, 15, 20, 25, 30, 35].map((minutesAgo) => ({
      MetricName: 'mem_used_percent',
      Dimensions: [{ Name: 'InstanceId', Value: instanceId }],
      Timestamp: new Date(Date.now() - minutesAgo * MINUTE_MS),
      Unit: 'Percent' as const,
      Value: 70 - minutesAgo,
    })),
  };
}
