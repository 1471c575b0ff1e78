import type { Step, StepOutcome } from '../clients/step.js';
import type { KnownDifference } from './known-differences.js';

/** A step that two servers answer in different ways. */
export interface Difference {
  readonly step: Step;
  readonly simulated: StepOutcome;
  readonly moto: StepOutcome;
  readonly known: KnownDifference;
}

/** The page of the docs. */
export function formatDifferencesPage(steps: readonly Step[], differences: readonly Difference[]): string {
  const actions = new Set(steps.map(({ service, action }) => `${service}:${action}`));
  const rows = differences.map(
    ({ step, simulated, moto, known }) =>
      `| ${step.name} | \`${step.action}\` | ${describe(simulated)} | ${describe(moto)} | ${known.right} | ${reason(known)} |`,
  );
  return `---
title: SimulatedAws and moto
group: Guides
---

# SimulatedAws beside other clients and moto

Made by \`UPDATE_DOCS=1 npm run test:moto\`, and checked by \`npm run test:moto\`: what differs and is not in this table, or
is in it and does not differ any more, fails the tests.

boto3 and the AWS CLI ask \`SimulatedAws\` for every action that it offers, ${actions.size} of them in ${steps.length} steps, and
have to see the same as the JavaScript SDK does. They know nothing of this project: what they can read is in AWS's own wire
formats, the Query protocols, JSON and CBOR. The steps are in \`test/clients/steps\`.

boto3 then takes the same steps on [moto](https://docs.getmoto.org/), an independent imitation of AWS. In
${steps.length - differences.length} of ${steps.length} steps the two agree. Where they do not, the documents of AWS decide who is right:

| step | action | SimulatedAws | moto | right | why |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

A page of HTML where a client expects XML is how moto answers what it does not implement, with status 500; boto3 calls it
a \`ResponseParserError\`. How the JavaScript client of this package takes such an answer is tested on moto as well.
`;
}

function describe(outcome: StepOutcome): string {
  if ('error' in outcome) return `\`${outcome.error}\``;
  if (outcome.values.length === 0) return 'accepted';
  return outcome.values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
}

function reason({ why, see }: KnownDifference): string {
  return see === undefined ? why : `${why} ([AWS](${see}))`;
}
