import { defineWorkerSettings, type WorkerSettings } from 'ec2-worker-client/settings';
import { SimulatedAws, SimulatedCmlHost } from 'ec2-worker-client/testing';
import { FastClock } from './fast-clock.js';
import type { BreakableHosts, CmlStage, Stage } from './stage.js';

const SPEED = 80;
const MINUTE_MS = 60_000;
const LAB_MINUTES = 60;
const HOST_FAILURE_SECONDS = 40;

/** CML takes a little longer than the status checks of its instance. */
const BOOT = [
  { phase: 'refuse', forMs: 90_000 },
  { phase: '502', forMs: 40_000 },
  { phase: 'not-ready', forMs: 20_000 },
  { phase: 'ready' },
] as const;

/** A simulated AWS with EC2's usual times, but a clock that runs faster, and a simulated CML host. */
export async function simulatedStage(): Promise<Stage> {
  const aws = new SimulatedAws({ clock: new FastClock(SPEED) });
  const startedAt = aws.clock.now();
  const cml = await SimulatedCmlHost.start({ clock: aws.clock, licensed: false, boot: BOOT });
  const settings = defineWorkerSettings({
    worker: {
      defaultInstanceType: 'm8i.4xlarge',
      allowedInstanceTypes: ['m8i.4xlarge'],
      ami: { 'us-east-1': { amiId: 'ami-0123456789abcdef0', amiName: 'CML-2.7.0-Ubuntu-22.04' } },
      keyPairs: { 'us-east-1': 'cml-worker-keypair-use1' },
    },
    cml: { httpsPort: cml.clientOptions.port, license: { token: 'example-token' } },
  });
  return {
    title: `a simulated AWS whose clock runs ${SPEED} times as fast as yours`,
    clientOptions: {
      region: 'us-east-1',
      requestHandler: aws.requestHandler,
      credentials: aws.credentialsProvider,
      clock: aws.clock,
      settings,
    },
    launch: { monitoring: 'detailed' },
    hostFailure: {
      durationSeconds: HOST_FAILURE_SECONDS,
      begin: (instanceId) => {
        aws.impair(instanceId, { check: 'system' });
        void aws.clock.sleep(HOST_FAILURE_SECONDS * 1_000).then(() => {
          aws.recover(instanceId);
        });
      },
    },
    hosts: breakableHosts(aws),
    cml: setCmlStage(aws, cml, settings),
    close: () => cml.close(),
    letLabRun: async (instanceId) => {
      const labStart = aws.clock.now();
      await aws.advance(LAB_MINUTES * MINUTE_MS);
      putLabMetrics(aws, instanceId, labStart);
      return `The clock is set forward by ${LAB_MINUTES} minutes.`;
    },
    summarize: (realSeconds) => {
      const minutes = (aws.clock.now() - startedAt) / MINUTE_MS;
      return (
        `${aws.requests.length} requests, ${minutes.toFixed()} minutes of simulated time ` +
        `in ${realSeconds.toFixed(1)} s.`
      );
    },
  };
}

/** Whoever starts an instance again gets another host. */
function breakableHosts(aws: SimulatedAws): BreakableHosts {
  const broken = new Set<string>();
  const isMoved = (instanceId: string): boolean =>
    aws.requests.some(
      ({ action, parameters }) =>
        action === 'StartInstances' && JSON.stringify(parameters).includes(instanceId),
    );
  return {
    break: (instanceId) => {
      aws.impair(instanceId, { check: 'system' });
      broken.add(instanceId);
    },
    wait: async (seconds) => {
      await aws.clock.sleep(seconds * 1_000);
      for (const instanceId of broken) if (isMoved(instanceId)) aws.recover(instanceId);
    },
  };
}

function setCmlStage(aws: SimulatedAws, cml: SimulatedCmlHost, settings: WorkerSettings): CmlStage {
  const { tls, credentials, clock } = cml.clientOptions;
  return {
    hostOptions: { tls, credentials, clock, settings: settings.cml },
    install: ({ instanceId }) => {
      aws.attachHost(instanceId, cml);
    },
    startLab: (title) => {
      cml.putLab({ title, state: 'STARTED', nodeCount: 8 });
      cml.record({ category: 'start_lab' });
    },
    leaveAlone: async (minutes) => {
      await aws.advance(minutes * MINUTE_MS);
      // Telemetry that nobody has a part in goes on.
      cml.record({ category: 'system_stats' });
    },
  };
}

/** What EC2 publishes of a worker with a lab. The agent for memory and disk is not installed on this one. */
function putLabMetrics(aws: SimulatedAws, instanceId: string, labStart: number): void {
  const series = {
    CPUUtilization: (minute: number) => 42 + 30 * Math.sin(minute / 9),
    NetworkIn: (minute: number) => 9_000_000 + 150_000 * minute,
    NetworkOut: (minute: number) => 2_000_000 + 40_000 * minute,
  };
  for (const [metricName, valueAt] of Object.entries(series)) {
    aws.putMetric({
      namespace: 'AWS/EC2',
      metricName,
      dimensions: { InstanceId: instanceId },
      values: Array.from({ length: LAB_MINUTES }, (_, minute) => ({
        at: labStart + minute * MINUTE_MS,
        value: valueAt(minute),
      })),
    });
  }
}
