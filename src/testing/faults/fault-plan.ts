import type { FaultedRequest, SimulatedFault } from './fault.js';

interface PlannedFault {
  readonly fault: SimulatedFault;
  remaining: number;
}

/** The faults that are yet to come, struck in the order in which they were planned. */
export class FaultPlan {
  #planned: PlannedFault[] = [];

  add(fault: SimulatedFault): void {
    const { times = 1 } = fault;
    if (times > 0) this.#planned.push({ fault, remaining: times });
  }

  clear(): void {
    this.#planned = [];
  }

  /** The fault that strikes a request, which counts as met once. */
  take(request: FaultedRequest): SimulatedFault | undefined {
    const planned = this.#planned.find(({ fault }) => strikes(fault, request));
    if (planned === undefined) return undefined;
    planned.remaining -= 1;
    if (planned.remaining <= 0) this.#planned = this.#planned.filter((other) => other !== planned);
    return planned.fault;
  }

  /** @throws Error with a table of the faults that were not met; those without an end do not count. */
  assertNonePending(): void {
    const pending = this.#planned.filter(({ remaining }) => Number.isFinite(remaining));
    if (pending.length === 0) return;
    const rows = pending.map(({ fault, remaining }) => [
      fault.action ?? '(any action)',
      describeFault(fault),
      fault.instanceId ?? '(any instance)',
      `${remaining} of ${fault.times ?? 1} not met`,
    ]);
    throw new Error(`Planned faults were not met:\n${formatTable(rows)}`);
  }
}

function strikes(fault: SimulatedFault, request: FaultedRequest): boolean {
  if (fault.action !== undefined && fault.action !== request.action) return false;
  if (fault.instanceId !== undefined && !mentions(request.parameters, fault.instanceId)) return false;
  return fault.when?.(request) ?? true;
}

function mentions(value: unknown, text: string): boolean {
  if (value === text) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((member) => mentions(member, text));
}

function describeFault(fault: SimulatedFault): string {
  if ('effect' in fault) return fault.effect;
  if ('code' in fault) return fault.code;
  return fault.codes.map(({ code }) => code).join(' + ');
}

function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}
