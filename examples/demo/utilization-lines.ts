import type { ByteSummary, MetricSummary, ResourcesUtilization } from 'ec2-worker-client';
import { paint } from './screen.js';

/** What was measured, one line for each figure. */
export function describeUtilization(utilization: ResourcesUtilization): string[] {
  const { cpuPercent, memoryPercent, networkIn, networkOut } = utilization;
  return [
    `cpu          ${describePercent(cpuPercent)}`,
    `memory       ${describePercent(memoryPercent, 'the CloudWatch agent would send it')}`,
    `network in   ${describeBytes(networkIn)}`,
    `network out  ${describeBytes(networkOut)}`,
  ];
}

function describePercent(summary: MetricSummary | undefined, hint?: string): string {
  if (summary === undefined) return noData(hint);
  const { average, maximum, coverage } = summary;
  return `${round(average)} % on average, ${round(maximum)} % at most${describeCoverage(coverage)}`;
}

function describeBytes(summary: ByteSummary | undefined): string {
  if (summary === undefined) return noData();
  const { totalBytes, averagePerSecond, coverage } = summary;
  const rate = `${round(averagePerSecond / 1_000)} kB/s on average`;
  return `${round(totalBytes / 1_000_000)} MB, ${rate}${describeCoverage(coverage)}`;
}

function describeCoverage(coverage: number): string {
  return coverage === 1 ? '' : paint('dim', ` (data for ${round(coverage * 100)} % of the hour)`);
}

function noData(hint?: string): string {
  return paint('yellow', `no data${hint === undefined ? '' : `: ${hint}`}`);
}

function round(value: number): string {
  return value.toFixed();
}
