import type { CodeMeaning } from './error-codes/code-meaning.js';

const NAME_A_REGION =
  'Name one: the region option of the client or the call, { instanceId, region }, AWS_REGION, or the profile.';

/** What the SDK says, without a code, of a configuration that it cannot call AWS with. */
const FAULTS: readonly (readonly [RegExp, CodeMeaning])[] = [
  [/region is missing/i, { kind: 'invalid-parameter', parameter: 'region', advice: NAME_A_REGION }],
  [
    /region not accepted|invalid region|invalid configuration: region/i,
    { kind: 'invalid-parameter', parameter: 'region', advice: 'Check the name of the region.' },
  ],
  [
    /credential(?:s|\sobject)? (?:is|are) (?:missing|not valid)|could not load credentials|unable to (?:load|locate) credentials/i,
    {
      kind: 'authentication',
      advice:
        'Pass credentials with accessKeyId and secretAccessKey, name a profile, or run where a role supplies them.',
    },
  ],
];

/** What a text of the SDK means if it is about its configuration. */
export function meaningOfConfigurationFault(text: string): CodeMeaning | undefined {
  return FAULTS.find(([pattern]) => pattern.test(text))?.[1];
}
