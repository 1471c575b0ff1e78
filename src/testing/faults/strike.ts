import type { WireOutcome } from '../wire/messages.js';
import type { SimulatedService } from '../wire/service.js';
import type { EffectFault, SimulatedFault } from './fault.js';
import { BAD_GATEWAY, CAPTIVE_PORTAL, faultErrors, truncate } from './fault-replies.js';

/** What goes back onto the wire, and what the log says of it. */
export interface Answer {
  readonly outcome: string;
  readonly wire: WireOutcome;
}

/** Answers a request as a planned fault says; `carryOut` does what the request asks for. */
export function strike(
  fault: SimulatedFault,
  service: SimulatedService,
  requestId: string,
  carryOut: () => Answer,
): Answer {
  if ('effect' in fault) return { outcome: fault.effect, wire: takeEffect(fault, carryOut) };
  const errors = faultErrors(fault);
  return { outcome: errors[0]?.code ?? '', wire: service.writeErrors(errors, requestId) };
}

function takeEffect(fault: EffectFault, carryOut: () => Answer): WireOutcome {
  switch (fault.effect) {
    case 'reset':
    case 'stall':
      return fault.effect;
    case 'lost-reply':
      carryOut();
      return 'reset';
    case 'html-502':
      return BAD_GATEWAY;
    case 'html-200':
      return CAPTIVE_PORTAL;
    case 'empty':
      return { statusCode: fault.httpStatus ?? 200, headers: {}, body: '' };
    case 'truncated':
      return truncate(carryOut().wire);
  }
}
