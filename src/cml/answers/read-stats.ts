import type { CmlCapacity, CmlComputeStats, CmlCpu, CmlNodeCounts, CmlStats } from '../model/cml-stats.js';
import { fieldsOf, flagOf, numberOf, textOf } from './fields.js';

const BYTES_PER_KIB = 1_024;

/** Reads the answer of `/system_stats`. */
export function readStats(answer: unknown): CmlStats {
  const stats = fieldsOf(answer);
  const all = fieldsOf(stats['all']);
  const computes = Object.entries(fieldsOf(stats['computes'])).map(([id, compute]) =>
    readCompute(id, compute),
  );
  return {
    cpu: readCpu(all['cpu']),
    memory: readCapacity(all['memory']),
    disk: readCapacity(all['disk']),
    controllerDisk: readCapacity(fieldsOf(stats['controller'])['disk']),
    nodes: {
      total: sum(computes, ({ total }) => total),
      running: sum(computes, ({ running }) => running),
      allocatedCpus: sum(computes, ({ allocatedCpus }) => allocatedCpus),
      allocatedMemoryBytes: sum(computes, ({ allocatedMemoryBytes }) => allocatedMemoryBytes),
    },
    computes,
  };
}

function readCompute(computeId: string, answer: unknown): CmlComputeStats {
  const compute = fieldsOf(answer);
  const stats = fieldsOf(compute['stats']);
  return {
    computeId,
    hostname: textOf(compute['hostname']),
    isController: flagOf(compute['is_controller']),
    cpu: readCpu(stats['cpu']),
    memory: readCapacity(stats['memory']),
    disk: readCapacity(stats['disk']),
    nodes: readNodes(stats['dominfo']),
  };
}

function readNodes(answer: unknown): CmlNodeCounts {
  const domains = fieldsOf(answer);
  const allocatedKib = numberOf(domains['allocated_memory']);
  return {
    total: numberOf(domains['total_nodes']),
    running: numberOf(domains['running_nodes']),
    allocatedCpus: numberOf(domains['allocated_cpus']),
    allocatedMemoryBytes: allocatedKib === undefined ? undefined : allocatedKib * BYTES_PER_KIB,
  };
}

function readCpu(answer: unknown): CmlCpu | undefined {
  const cpu = fieldsOf(answer);
  const count = numberOf(cpu['count']);
  const percent = numberOf(cpu['percent']);
  return count === undefined && percent === undefined ? undefined : { count, percent };
}

/** A store of no size, and one of which a figure is missing, says nothing. */
function readCapacity(answer: unknown): CmlCapacity | undefined {
  const store = fieldsOf(answer);
  const usedBytes = numberOf(store['used']);
  const freeBytes = numberOf(store['free']);
  const totalBytes = numberOf(store['total']);
  if (usedBytes === undefined || freeBytes === undefined || totalBytes === undefined || totalBytes <= 0) {
    return undefined;
  }
  return { usedBytes, freeBytes, totalBytes, usedShare: 1 - freeBytes / totalBytes };
}

/** A sum of which a part is not known is not known. */
function sum(
  computes: readonly CmlComputeStats[],
  figureOf: (nodes: CmlNodeCounts) => number | undefined,
): number | undefined {
  if (computes.length === 0) return undefined;
  let total = 0;
  for (const { nodes } of computes) {
    const figure = figureOf(nodes);
    if (figure === undefined) return undefined;
    total += figure;
  }
  return total;
}
