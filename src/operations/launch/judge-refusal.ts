import { ConflictError } from '../../errors/conflict-error.js';
import type { Ec2WorkerError } from '../../errors/ec2-worker-error.js';

/**
 * Whether another choice may be granted where this one was refused: AWS has no capacity for it, or does not
 * offer it there. Quotas, permissions and wrong inputs would refuse the next one as well, or only hide that
 * somebody has to act.
 */
export function mayAnotherChoiceHelp({ kind, fallbackScope }: Ec2WorkerError): boolean {
  return kind === 'insufficient-capacity' || (kind === 'unsupported' && fallbackScope !== 'none');
}

/** Whether EC2 knows the client token of a launch from another launch. */
export function isTokenTaken(error: Ec2WorkerError): boolean {
  return ConflictError.isInstance(error) && error.conflictsWith === 'launch';
}
