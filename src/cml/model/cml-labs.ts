import type { OpenUnion } from '../../model/open-union.js';

/** The state of a lab. Only `STARTED` is active; a lab of cables and switches can be so without a running node. */
export type CmlLabState = OpenUnion<'DEFINED_ON_CORE' | 'STOPPED' | 'STARTED'>;

/** A lab. */
export interface CmlLab {
  /** Its UUID. */
  readonly id: string;
  /** Its title; `undefined` where the host does not say. */
  readonly title: string | undefined;
  /** Its state; `undefined` where the host does not say. */
  readonly state: CmlLabState | undefined;
  /** Who owns it, by user id. */
  readonly ownerId: string | undefined;
  /** Who owns it, by user name. */
  readonly ownerName: string | undefined;
  /** How many nodes it has, running or not. */
  readonly nodeCount: number | undefined;
  /** How many links it has. */
  readonly linkCount: number | undefined;
  /** When it was created. */
  readonly createdAt: Date | undefined;
  /** When it was last changed. */
  readonly modifiedAt: Date | undefined;
}

/** The labs of a host, counted. */
export interface CmlLabsSummary {
  /** All of them. */
  readonly total: number;
  /** Those that are `STARTED`. */
  readonly active: number;
  /** Those whose state this package does not know, so that they may be active or not. */
  readonly unclear: number;
  /** `visible` when the account is no admin: there may be labs that it is not shown. */
  readonly scope: 'all' | 'visible';
  /** Each of them, where details were asked for. */
  readonly labs: readonly CmlLab[] | undefined;
}
