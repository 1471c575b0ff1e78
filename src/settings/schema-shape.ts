import { z } from 'zod';

/** What a part of the settings is made of. */
export type Shape =
  | { readonly kind: 'object'; readonly members: Readonly<Record<string, z.ZodType>> }
  | { readonly kind: 'map'; readonly entry: z.ZodType }
  | { readonly kind: 'value'; readonly isOptional: boolean };

/** Looks at a part of the schema from outside. */
export function shapeOf(schema: z.ZodType): Shape {
  if (schema instanceof z.ZodDefault) return shapeOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodOptional) return { kind: 'value', isOptional: true };
  if (schema instanceof z.ZodObject) return { kind: 'object', members: schema.shape };
  if (schema instanceof z.ZodRecord) return { kind: 'map', entry: schema.valueType as z.ZodType };
  return { kind: 'value', isOptional: false };
}

/** The part of the schema at a path; a `*` stands for any key of a map. */
export function schemaAt(root: z.ZodType, path: readonly string[]): z.ZodType {
  return path.reduce((schema, step) => {
    const shape = shapeOf(schema);
    const next =
      shape.kind === 'object' ? shape.members[step] : shape.kind === 'map' ? shape.entry : undefined;
    if (next === undefined) throw new Error(`The settings have nothing at ${path.join('.')}.`);
    return next;
  }, root);
}

/** `ami_id` as `amiId`. */
export function toCamelCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `amiId` as `ami_id`. */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
