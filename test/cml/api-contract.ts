import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** An operation of an OpenAPI document. */
export interface Operation {
  readonly method: string;
  /** With its parameters in braces, such as `/labs/{lab_id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly isSecured: boolean;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  /** The statuses that it documents, `default` left out. */
  readonly statuses: readonly number[];
  readonly checkBody: ValidateFunction | undefined;
  readonly checkReply: (status: number) => ValidateFunction | undefined;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
}

interface RawOperation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters?: Operation['parameters'];
  readonly requestBody?: { readonly content?: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

type Content = Readonly<Record<string, { readonly schema?: object }>>;

/** A documented API, to hold calls and answers against. */
export class ApiContract {
  readonly operations: readonly Operation[];

  /**
   * Reads a document. Members that it does not list are allowed in answers, as later versions have them, and formats
   * are not checked, since the times of licences are none.
   */
  constructor(path: string) {
    const text = readFileSync(path, 'utf8').replaceAll(
      '"additionalProperties": false',
      '"additionalProperties": true',
    );
    const document = JSON.parse(text) as Document;
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    ajv.addSchema({ ...document, $id: 'api' }, 'api');
    this.operations = Object.entries(document.paths).flatMap(([route, methods]) =>
      Object.entries(methods).map(([method, raw]) => toOperation(ajv, route, method, raw)),
    );
  }

  /** The operation that a request is for. */
  find(method: string, path: string): Operation | undefined {
    return this.operations.find(
      (operation) => operation.method === method && patternOf(operation.path).test(path),
    );
  }
}

/** `/labs/{lab_id}/stop` as the paths that it stands for. */
function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
}

function toOperation(ajv: Ajv2020, path: string, method: string, raw: RawOperation): Operation {
  const pointer = `api#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/${method}`;
  const compile = (content: Content | undefined, place: string): ValidateFunction | undefined =>
    content?.['application/json']?.schema === undefined
      ? undefined
      : ajv.compile({ $ref: `${pointer}/${place}/content/application~1json/schema` });
  return {
    method: method.toUpperCase(),
    path,
    operationId: raw.operationId,
    isSecured: raw.security.length > 0,
    parameters: raw.parameters ?? [],
    statuses: Object.keys(raw.responses)
      .map(Number)
      .filter((status) => !Number.isNaN(status)),
    checkBody: compile(raw.requestBody?.content, 'requestBody'),
    checkReply: (status) => compile(raw.responses[String(status)]?.content, `responses/${status}`),
  };
}
