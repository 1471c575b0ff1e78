import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { AwsSender } from '../aws/aws-sender.js';
import type { BatchEvent } from '../batching/coalescer.js';
import type { CloudWatchSdk } from '../cloudwatch/cloudwatch-connection.js';
import { CoalescingMetricsPort } from '../cloudwatch/coalescing-metrics-port.js';
import type { MetricsPort } from '../cloudwatch/metrics-port.js';
import { SdkMetricsPort } from '../cloudwatch/sdk-metrics-port.js';
import { CoalescingEc2Port, MOST_CHECKED } from '../ec2/coalescing-ec2-port.js';
import type { Ec2Sdk } from '../ec2/ec2-connection.js';
import type { Ec2Port } from '../ec2/ec2-port.js';
import { SdkEc2Port } from '../ec2/sdk-ec2-port.js';
import type { SessionOptions } from './session-options.js';

/** How many instances one look shows. */
export const PAGE_SIZE: number = MOST_CHECKED;

/** EC2 for a session: by shared requests, or each call by itself. */
export function ec2Port(
  sender: AwsSender<EC2Client, Ec2Sdk>,
  options: SessionOptions,
  closing: AbortSignal,
): Ec2Port {
  const { region, clock, budget, coalescing } = options;
  const direct = new SdkEc2Port(sender, region);
  if (!coalescing) return direct;
  const batches = new SdkEc2Port(sender.once(), region);
  const onBatch = tell(options);
  return new CoalescingEc2Port({ direct, batches, retries: sender, budget, region, clock, closing, onBatch });
}

/** CloudWatch for a session: by shared requests, or each call by itself. */
export function metricsPort(
  sender: AwsSender<CloudWatchClient, CloudWatchSdk>,
  options: SessionOptions,
  closing: AbortSignal,
): MetricsPort {
  const { region, clock, budget, coalescing } = options;
  const direct = new SdkMetricsPort(sender);
  if (!coalescing) return direct;
  const batches = new SdkMetricsPort(sender.once());
  const onBatch = tell(options);
  return new CoalescingMetricsPort({
    direct,
    batches,
    retries: sender,
    budget,
    region,
    clock,
    closing,
    onBatch,
  });
}

/** Tells the logger how many calls share a request. */
function tell({ logger, region }: SessionOptions): (action: string, event: BatchEvent) => void {
  return (action, { size, callers, waitedMs }) => {
    // The usual call alone is not worth a line.
    if (size > 1) logger?.debug(`${action} for ${size} at once`, { region, size, callers, waitedMs });
  };
}
