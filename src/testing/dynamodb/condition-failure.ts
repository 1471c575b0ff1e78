import { ServiceError } from '../wire/service-error.js';
import type { Item } from './attribute-value.js';

/** A condition that does not hold, with the item as it is, where the request asks for it. */
export class ConditionFailure extends ServiceError {
  readonly item: Item | undefined;

  constructor(item: Item | undefined) {
    super('ConditionalCheckFailedException', 'The conditional request failed');
    this.item = item;
  }
}
