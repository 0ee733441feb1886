import type { JsonPath } from '../json/json';
import { contextSchema } from './schema';

/** A part of the state block's schema. */
export interface SchemaNode {
  type?: string | readonly string[];
  enum?: readonly string[];
  description?: string;
  properties?: Readonly<Record<string, SchemaNode>>;
  items?: SchemaNode;
  additionalProperties?: SchemaNode;
}

/** What the schema says of the value at a path of the state block, or null. */
export function schemaAt(path: JsonPath): SchemaNode | null {
  let node: SchemaNode | undefined = contextSchema;
  for (const part of path) {
    if (typeof part === 'number') node = node.items;
    else node = Object.hasOwn(node.properties ?? {}, part) ? node.properties?.[part] : node.additionalProperties;
    if (!node) return null;
  }
  return node;
}

export function typesOf({ type }: SchemaNode): readonly string[] {
  return type === undefined ? [] : [type].flat();
}
