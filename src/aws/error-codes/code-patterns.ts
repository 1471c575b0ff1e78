import type { CodeMeaning } from './code-meaning.js';

/**
 * What codes mean that no table has, by their wording. The order matters: `RequestLimitExceeded` is a
 * rate, `…LimitExceeded` else a quota; `InvalidX.NotFound` is about an X that is missing, not invalid.
 */
export const CODE_PATTERNS: readonly (readonly [RegExp, CodeMeaning])[] = [
  [
    /throttl|slowdown|toomanyrequests|(?:request|bandwidth|update|rate)limitexceeded$|rateexceeded$/,
    { kind: 'throttled' },
  ],
  [/^invalidinstanceid.*notfound$/, { kind: 'instance-not-found' }],
  [/notfound$|doesnotexist$|\.unknown$|^nosuch/, { kind: 'resource-not-found' }],
  [/accessdenied|unauthori[sz]ed|notauthori[sz]ed/, { kind: 'permission-denied' }],
  [/^concurrent|inprogress$/, { kind: 'conflict', retryable: true }],
  [/limitexceeded$|quotaexceeded$|countexceeded$|limitreached$/, { kind: 'quota-exceeded' }],
  [/^insufficient.*capacity/, { kind: 'insufficient-capacity', fallbackScope: 'type' }],
  [/duplicate$|already(?:exists|associated|assigned|attached)$|inuse$|^idempotent/, { kind: 'conflict' }],
  [/^unsupported|notsupported$|unsupported$/, { kind: 'unsupported' }],
  [/^incorrect.*state|^invalid.*state$/, { kind: 'incorrect-state' }],
  [/malformed$|\.format$|^invalid|^missing|mismatch(?:ed)?$|conflict$/, { kind: 'invalid-parameter' }],
  [/^internal|unavailable$/, { kind: 'service-unavailable' }],
];
