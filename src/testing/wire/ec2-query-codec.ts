import type { RunInstances$ } from '@aws-sdk/client-ec2';
import { NormalizedSchema } from '@smithy/core/schema';
import { ServiceError } from './service-error.js';
import { element, escapeXml, textElement } from './xml.js';

/** One of the operation schemas that `@aws-sdk/client-ec2` exports, such as `RunInstances$`. */
export type OperationSchema = typeof RunInstances$;

/** What a structure, decoded from a request or to be written in a reply, looks like from outside. */
export type Structure = Readonly<Record<string, unknown>>;

const NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/** Where an operation schema holds its name, its input and its output. */
const NAME = 2;
const INPUT = 4;
const OUTPUT = 5;

/** The traits of a schema that name it on the wire. */
interface WireNames {
  readonly xmlName?: string;
  readonly ec2QueryName?: string;
}

interface Member {
  readonly name: string;
  readonly schema: NormalizedSchema;
  /** The member's key in a request. */
  readonly queryKey: string;
  /** The member's element in a reply. */
  readonly elementName: string;
}

/** The parameters of a form body as the tree that their dotted names spell. */
interface ParameterNode {
  text: string | undefined;
  readonly children: Map<string, ParameterNode>;
}

/**
 * EC2's Query protocol seen from the server, for every operation whose schema the SDK exports.
 *
 * Everything that depends on the SDK's schema format is in this file.
 */
export class Ec2QueryCodec {
  readonly #members = new WeakMap<object, readonly Member[]>();

  operationName(operation: OperationSchema): string {
    return operation[NAME];
  }

  /** @throws ServiceError `InvalidParameterValue` when a parameter is not of its type. */
  decodeInput(operation: OperationSchema, parameters: URLSearchParams): Structure {
    return this.#decodeStructure(NormalizedSchema.of(operation[INPUT]), parameterTree(parameters));
  }

  encodeOutput(operation: OperationSchema, output: Structure, requestId: string): string {
    const schema = NormalizedSchema.of(operation[OUTPUT]);
    const content = schema.isUnitSchema()
      ? textElement('return', 'true')
      : this.#encodeMembers(schema, output);
    const name = `${this.operationName(operation)}Response`;
    return `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="${NAMESPACE}">${textElement('requestId', requestId)}${content}</${name}>`;
  }

  encodeErrors(errors: readonly ServiceError[], requestId: string): string {
    const list = errors.map((error) =>
      element('Error', textElement('Code', error.code) + textElement('Message', error.message)),
    );
    const content = element('Errors', list.join('')) + textElement('RequestID', requestId);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${element('Response', content)}`;
  }

  #decodeStructure(schema: NormalizedSchema, node: ParameterNode): Structure {
    const structure: Record<string, unknown> = {};
    for (const member of this.#membersOf(schema)) {
      const child = node.children.get(member.queryKey);
      if (child !== undefined) structure[member.name] = this.#decode(member.schema, child, member.queryKey);
    }
    return structure;
  }

  #decode(schema: NormalizedSchema, node: ParameterNode, key: string): unknown {
    if (schema.isListSchema()) {
      return inOrder(node).map((item) => this.#decode(schema.getValueSchema(), item, key));
    }
    if (schema.isStructSchema()) return this.#decodeStructure(schema, node);
    return decodeText(schema, node.text ?? '', key);
  }

  #encodeMembers(schema: NormalizedSchema, value: Structure): string {
    let content = '';
    for (const member of this.#membersOf(schema)) {
      const memberValue = value[member.name];
      if (memberValue !== undefined && memberValue !== null) {
        content += element(member.elementName, this.#encode(member.schema, memberValue));
      }
    }
    return content;
  }

  #encode(schema: NormalizedSchema, value: unknown): string {
    if (Array.isArray(value)) {
      const itemSchema = schema.getValueSchema();
      const itemName = (itemSchema.getMergedTraits() as WireNames).xmlName ?? 'item';
      return value.map((item) => element(itemName, this.#encode(itemSchema, item))).join('');
    }
    if (value instanceof Date) return value.toISOString();
    if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
    if (schema.isStructSchema()) return this.#encodeMembers(schema, value as Structure);
    return escapeXml(String(value));
  }

  #membersOf(schema: NormalizedSchema): readonly Member[] {
    const key = schema.getSchema();
    if (typeof key !== 'object') return [];
    const known = this.#members.get(key);
    if (known !== undefined) return known;
    const members: Member[] = [];
    for (const [name, memberSchema] of schema.structIterator()) {
      const traits = memberSchema.getMergedTraits() as WireNames;
      const elementName = traits.xmlName ?? name;
      const queryKey = traits.ec2QueryName ?? elementName.charAt(0).toUpperCase() + elementName.slice(1);
      members.push({ name, schema: memberSchema, queryKey, elementName });
    }
    this.#members.set(key, members);
    return members;
  }
}

function parameterTree(parameters: URLSearchParams): ParameterNode {
  const root: ParameterNode = { text: undefined, children: new Map() };
  for (const [path, text] of parameters) {
    let node = root;
    for (const step of path.split('.')) {
      const child = node.children.get(step) ?? { text: undefined, children: new Map() };
      node.children.set(step, child);
      node = child;
    }
    node.text = text;
  }
  return root;
}

/** The items of a list: `InstanceId.10` comes after `InstanceId.9`. */
function inOrder(node: ParameterNode): ParameterNode[] {
  return [...node.children].sort(([left], [right]) => Number(left) - Number(right)).map(([, item]) => item);
}

function decodeText(schema: NormalizedSchema, text: string, key: string): unknown {
  if (schema.isBooleanSchema()) return expected(text, key, /^(true|false)$/i).toLowerCase() === 'true';
  if (schema.isNumericSchema()) return Number(expected(text, key, /^[+-]?\d+(\.\d+)?$/));
  if (schema.isTimestampSchema()) return new Date(expected(text, key, /^\d{4}-\d\d-\d\dT/));
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(text, 'base64'));
  return text;
}

function expected(text: string, key: string, pattern: RegExp): string {
  if (pattern.test(text)) return text;
  const name = key.charAt(0).toLowerCase() + key.slice(1);
  throw new ServiceError('InvalidParameterValue', `Value (${text}) for parameter ${name} is invalid.`);
}
