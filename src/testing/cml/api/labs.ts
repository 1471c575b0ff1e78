import { randomUUID } from 'node:crypto';
import type { SimulatedCmlLab } from '../simulated-cml-host-options.js';
import type { KnownUser } from './accounts.js';
import { type ApiReply, ok, refuse } from './api-reply.js';

type KnownLab = { [Member in keyof SimulatedCmlLab]-?: Exclude<SimulatedCmlLab[Member], undefined> };

/** The labs of a simulated host. */
export class Labs {
  readonly #labs = new Map<string, KnownLab>();
  readonly #defaultOwner: KnownUser | undefined;

  constructor(labs: readonly SimulatedCmlLab[], defaultOwner: KnownUser | undefined) {
    this.#defaultOwner = defaultOwner;
    for (const lab of labs) this.put(lab);
  }

  /** Adds a lab, or changes the one with its id. @returns Its id. */
  put(lab: SimulatedCmlLab): string {
    const id = lab.id ?? randomUUID();
    const known = this.#labs.get(id);
    this.#labs.set(id, {
      id,
      title: lab.title ?? known?.title ?? `Lab ${this.#labs.size + 1}`,
      state: lab.state ?? known?.state ?? 'STOPPED',
      ownerId: lab.ownerId ?? known?.ownerId ?? this.#defaultOwner?.id ?? '',
      nodeCount: lab.nodeCount ?? known?.nodeCount ?? 2,
      vanishes: lab.vanishes ?? known?.vanishes ?? false,
    });
    return id;
  }

  remove(id: string): void {
    this.#labs.delete(id);
  }

  /** What a power failure leaves of them. */
  stopAll(): void {
    for (const lab of this.#started()) this.put({ id: lab.id, state: 'STOPPED' });
  }

  get anyStarted(): boolean {
    return this.#started().length > 0;
  }

  get nodes(): { readonly total: number; readonly running: number } {
    const count = (labs: readonly KnownLab[]): number =>
      labs.reduce((sum, { nodeCount }) => sum + nodeCount, 0);
    return { total: count([...this.#labs.values()]), running: count(this.#started()) };
  }

  list(caller: KnownUser, showAll: boolean): ApiReply {
    const all = [...this.#labs.values()];
    const shown = caller.admin && showAll ? all : all.filter(({ ownerId }) => ownerId === caller.id);
    return ok(shown.map(({ id }) => id));
  }

  read(id: string, users: readonly KnownUser[]): ApiReply {
    const lab = this.#labs.get(id);
    if (lab === undefined || lab.vanishes) return this.#missing(id);
    const owner = users.find((user) => user.id === lab.ownerId);
    return ok({
      id,
      created: '2026-01-10T09:00:00+00:00',
      modified: '2026-01-10T10:00:00+00:00',
      lab_title: lab.title,
      lab_description: '',
      lab_notes: '',
      owner: lab.ownerId,
      owner_username: owner?.username ?? '',
      owner_fullname: '',
      state: lab.state,
      node_count: lab.nodeCount,
      link_count: Math.max(lab.nodeCount - 1, 0),
      groups: [],
      effective_permissions: ['lab_admin', 'lab_edit', 'lab_exec', 'lab_view'],
    });
  }

  readState(id: string): ApiReply {
    const lab = this.#labs.get(id);
    return lab === undefined || lab.vanishes ? this.#missing(id) : ok(lab.state);
  }

  stop(id: string): ApiReply {
    const lab = this.#labs.get(id);
    if (lab === undefined || lab.vanishes) return this.#missing(id);
    this.put({ id, state: lab.state === 'STARTED' ? 'STOPPED' : lab.state });
    return { status: 204 };
  }

  #missing(id: string): ApiReply {
    // One that vanishes was listed once.
    if (this.#labs.get(id)?.vanishes === true) this.#labs.delete(id);
    return refuse(404, `Lab not found: ${id}`);
  }

  #started(): KnownLab[] {
    return [...this.#labs.values()].filter(({ state }) => state === 'STARTED');
  }
}
