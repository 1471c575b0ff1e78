import type { CmlLab } from '../model/cml-labs.js';
import { fieldsOf, numberOf, textOf } from './fields.js';
import { readTime } from './read-time.js';

/** Reads the answer of `/labs/{id}`. */
export function readLab(id: string, answer: unknown): CmlLab {
  const lab = fieldsOf(answer);
  return {
    id,
    title: textOf(lab['lab_title']),
    state: textOf(lab['state']),
    ownerId: textOf(lab['owner']),
    ownerName: textOf(lab['owner_username']),
    nodeCount: numberOf(lab['node_count']),
    linkCount: numberOf(lab['link_count']),
    createdAt: readTime(lab['created']),
    modifiedAt: readTime(lab['modified']),
  };
}
