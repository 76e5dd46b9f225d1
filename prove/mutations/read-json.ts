import { type Node, parseTree } from 'jsonc-parser';

/** Maximum depth. Mutations are either clearly below or clearly above it. */
const LEVELS = 16;

/** A JSON text with the positions of all its values, from two third-party parsers. */
export interface JsonText {
  readonly text: string;
  readonly root: Node;
}

/** Parses a JSON text; undefined for invalid UTF-8, invalid JSON (RFC 8259), or too many levels. */
export function readJson(bytes: Uint8Array): JsonText | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    JSON.parse(text);
    if (depthOf(text) > LEVELS) return undefined;
    return { text, root: parseTree(text)! };
  } catch {
    return undefined;
  }
}

/** Returns the source text of a value. */
export function sourceOf({ text }: JsonText, { offset, length }: Node): string {
  return text.slice(offset, offset + length);
}

/** Returns the members of an object in order, including repeated ones. */
export function membersOf({ children = [] }: Node): (readonly [name: string, value: Node])[] {
  return children.map(({ children: pair }) => [pair![0]!.value as string, pair![1]!] as const);
}

export function hasRepeated(names: readonly string[]): boolean {
  return new Set(names).size < names.length;
}

/** Returns a value in JSON Schema's form, and records the source text of each number in it by JSON pointer. */
export function toInstance(json: JsonText, node: Node, tokens: Map<string, string>, pointer = ''): unknown {
  switch (node.type) {
    case 'object': {
      const object = Object.create(null) as Record<string, unknown>;
      for (const [name, child] of membersOf(node)) {
        const value = toInstance(
          json,
          child,
          tokens,
          `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        );
        Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
      }
      return object;
    }
    case 'array':
      return (node.children ?? []).map((child, i) => toInstance(json, child, tokens, `${pointer}/${i}`));
    case 'number':
      tokens.set(pointer, sourceOf(json, node));
      return node.value;
    default:
      return node.value;
  }
}

function depthOf(text: string): number {
  let [depth, deepest, inText] = [0, 0, false];
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (inText) {
      if (sign === '\\') i++;
      else if (sign === '"') inText = false;
    } else if (sign === '"') inText = true;
    else if (sign === '{' || sign === '[') deepest = Math.max(deepest, ++depth);
    else if (sign === '}' || sign === ']') depth--;
  }
  return deepest;
}
