import type {
  DescribeInstanceAttributeRequest,
  InstanceAttribute,
  ModifyInstanceAttributeRequest,
} from '@aws-sdk/client-ec2';
import { DescribeInstanceAttribute$, ModifyInstanceAttribute$ } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../wire/service-error.js';
import { type ActionContext, type Ec2Action, invalidValue, missingParameter } from '../action.js';
import { checkInstanceType } from '../launch-rules.js';
import type { SimulatedInstance } from '../simulated-instance.js';
import { incorrectState } from './change-state.js';

export const modifyInstanceAttribute: Ec2Action = { schema: ModifyInstanceAttribute$, perform: modify };
export const describeInstanceAttribute: Ec2Action = { schema: DescribeInstanceAttribute$, perform: describe };

/** How an attribute is read, written, and whether the instance has to be stopped for that. */
interface Attribute {
  readonly member:
    | 'DisableApiTermination'
    | 'DisableApiStop'
    | 'InstanceInitiatedShutdownBehavior'
    | 'InstanceType'
    | 'UserData';
  readonly whileStopped: boolean;
  readonly read: (instance: SimulatedInstance) => string | boolean | undefined;
  readonly write: (instance: SimulatedInstance, value: string) => void;
}

const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  disableApiTermination: {
    member: 'DisableApiTermination',
    whileStopped: false,
    read: (instance) => instance.protectedFromTermination,
    write: (instance, value) => {
      instance.protectedFromTermination = value.toLowerCase() === 'true';
    },
  },
  disableApiStop: {
    member: 'DisableApiStop',
    whileStopped: false,
    read: (instance) => instance.protectedFromStop,
    write: (instance, value) => {
      instance.protectedFromStop = value.toLowerCase() === 'true';
    },
  },
  instanceInitiatedShutdownBehavior: {
    member: 'InstanceInitiatedShutdownBehavior',
    whileStopped: false,
    read: (instance) => instance.shutdownBehavior,
    write: (instance, value) => {
      instance.shutdownBehavior = value;
    },
  },
  instanceType: {
    member: 'InstanceType',
    whileStopped: true,
    read: (instance) => instance.instanceType,
    write: (instance, value) => {
      instance.instanceType = checkInstanceType(value);
    },
  },
  userData: {
    member: 'UserData',
    whileStopped: true,
    read: (instance) => instance.userData,
    write: (instance, value) => {
      instance.userData = value;
    },
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceAttribute.html */
function modify(request: ModifyInstanceAttributeRequest, { region, now, commit }: ActionContext): object {
  const [instance] = region.require([request.InstanceId ?? '']);
  const { attribute, value } = requestedChange(request);
  if (instance === undefined) return {};
  const state = instance.state(now);
  if (attribute.whileStopped && state !== 'stopped') {
    throw incorrectState(`The instance '${instance.instanceId}' is not in the 'stopped' state.`);
  }
  if (['shutting-down', 'terminated'].includes(state)) {
    throw incorrectState(
      `The instance '${instance.instanceId}' must be in a 'running', 'pending', 'stopping' or 'stopped' state for this operation.`,
    );
  }
  commit();
  attribute.write(instance, value);
  return {};
}

interface AttributeChange {
  readonly attribute: Attribute;
  readonly value: string;
}

/** The attribute is named either by the member that is set, or by `Attribute` with the value beside it. */
function requestedChange(request: ModifyInstanceAttributeRequest): AttributeChange {
  if (request.Attribute !== undefined) {
    return { attribute: attributeNamed(request.Attribute), value: request.Value ?? '' };
  }
  const changes = Object.values(ATTRIBUTES).flatMap((attribute): AttributeChange[] => {
    const member = request[attribute.member];
    return member === undefined ? [] : [{ attribute, value: textOf(member) }];
  });
  const [change, ...others] = changes;
  if (change === undefined) throw missingParameter('Attribute');
  if (others.length > 0) {
    throw new ServiceError(
      'InvalidParameterCombination',
      'Fields for multiple attribute types specified. Only one attribute can be modified at a time.',
    );
  }
  return change;
}

/** Every member is `{ Value }`; user data comes as bytes. */
function textOf(member: { readonly Value?: string | boolean | Uint8Array | undefined }): string {
  const { Value } = member;
  return Value instanceof Uint8Array ? Buffer.from(Value).toString('base64') : String(Value);
}

function describe(request: DescribeInstanceAttributeRequest, { region }: ActionContext): InstanceAttribute {
  const [instance] = region.require([request.InstanceId ?? '']);
  if (request.Attribute === undefined) throw missingParameter('Attribute');
  const attribute = attributeNamed(request.Attribute);
  if (instance === undefined) return {};
  return { InstanceId: instance.instanceId, [attribute.member]: { Value: attribute.read(instance) } };
}

function attributeNamed(name: string): Attribute {
  const attribute = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
  if (attribute === undefined) throw invalidValue(name, 'attribute', 'Unknown attribute.');
  return attribute;
}
