import type { RefusalCodes } from './service.js';

/** The codes with which services of the JSON protocols refuse a sender. */
export const JSON_REFUSALS: RefusalCodes = {
  unknownKey: 'UnrecognizedClientException',
  expired: 'ExpiredTokenException',
  signedTooLongAgo: 'InvalidSignatureException',
  signedInFuture: 'InvalidSignatureException',
  denied: 'AccessDeniedException',
};
