import type { Clock } from '../../time/clock.js';
import type { Caller } from '../wire/service.js';
import { ServiceError } from '../wire/service-error.js';
import { tableNotFound } from './refusals.js';
import { SimulatedTable, type TableLayout } from './simulated-table.js';

/** How long a table takes to come up, about as on AWS. */
const CREATING_MS = 2_000;

/** The tables of every account and region. */
export class TableStore {
  readonly #clock: Clock;
  readonly #tables = new Map<string, SimulatedTable>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get now(): number {
    return this.#clock.now();
  }

  /** @throws ServiceError `ResourceInUseException` for a name that is taken. */
  create(layout: Omit<TableLayout, 'createdAt' | 'activeAt'>, caller: Caller): SimulatedTable {
    const id = tableArn(layout.name, caller);
    if (this.#tables.has(id)) {
      throw new ServiceError('ResourceInUseException', `Table already exists: ${layout.name}`);
    }
    const { now } = this;
    const table = new SimulatedTable({ ...layout, createdAt: now, activeAt: now + CREATING_MS });
    this.#tables.set(id, table);
    return table;
  }

  /** @throws ServiceError `ResourceNotFoundException` */
  find(name: string, caller: Caller): SimulatedTable {
    const table = this.#tables.get(tableArn(name, caller));
    if (table === undefined) throw tableNotFound();
    return table;
  }

  /** A table that can be read and written. @throws ServiceError `ResourceNotFoundException` until it can. */
  findActive(name: string, caller: Caller): SimulatedTable {
    const table = this.find(name, caller);
    if (!this.isActive(table)) throw tableNotFound();
    table.deleteExpired(this.now);
    return table;
  }

  isActive({ layout }: SimulatedTable): boolean {
    return this.now >= layout.activeAt;
  }

  delete(name: string, caller: Caller): SimulatedTable {
    const table = this.find(name, caller);
    if (!this.isActive(table)) {
      throw new ServiceError(
        'ResourceInUseException',
        `Attempt to change a resource which is still in use: Table is being created: ${name}`,
      );
    }
    this.#tables.delete(tableArn(name, caller));
    return table;
  }
}

export function tableArn(name: string, { region, accountId }: Caller): string {
  return `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
}
