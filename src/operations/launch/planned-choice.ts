import type { CreateInstanceInput } from '../../model/create-instance-input.js';
import type { LaunchChoice } from '../../model/launch-choice.js';

/** One way to launch, complete: what varies between the attempts of a launch, and the input for it. */
export interface PlannedChoice {
  /** Its place in the caller's order, from 0. */
  readonly index: number;
  /** `undefined` if a launch template supplies it. */
  readonly instanceType: string | undefined;
  readonly subnetId: string | undefined;
  readonly availabilityZone: string | undefined;
  readonly market: 'on-demand' | 'spot';
  readonly input: CreateInstanceInput;
}

/** The choices of a launch: those of the caller over the input, or else just the input. */
export function planChoices(
  input: CreateInstanceInput,
  choices: readonly LaunchChoice[] = [{}],
): readonly PlannedChoice[] {
  return choices.map((choice, index) => planChoice(chosenInput(input, choice), index));
}

/** The input with what a choice says over it. A choice of one kind of place takes the place of the other kind. */
export function chosenInput(input: CreateInstanceInput, choice: LaunchChoice): CreateInstanceInput {
  const { instanceType, subnetId, availabilityZone, market } = choice;
  const choosesPlace = subnetId !== undefined || availabilityZone !== undefined;
  return {
    ...input,
    instanceType: instanceType ?? input.instanceType,
    subnetId: choosesPlace ? subnetId : input.subnetId,
    availabilityZone: choosesPlace ? availabilityZone : input.availabilityZone,
    market: market ?? input.market,
  };
}

/** What EC2 will be asked for, the caller's overrides included. */
function planChoice(input: CreateInstanceInput, index: number): PlannedChoice {
  const { overrides = {} } = input;
  const asksForSpot = input.market !== undefined && input.market !== 'on-demand';
  const isSpot =
    overrides.InstanceMarketOptions === undefined
      ? asksForSpot
      : overrides.InstanceMarketOptions.MarketType === 'spot';
  return {
    index,
    instanceType: overrides.InstanceType ?? input.instanceType,
    subnetId: overrides.SubnetId ?? input.subnetId,
    availabilityZone: overrides.Placement?.AvailabilityZone ?? input.availabilityZone,
    market: isSpot ? 'spot' : 'on-demand',
    input,
  };
}
