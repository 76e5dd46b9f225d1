import { type Node, parseTree } from 'jsonc-parser';

/** Levels of nesting that are read; mutations go well below it or well beyond. */
const LEVELS = 16;

/** A JSON text with the place of everything in it, as two readers that nobody here wrote see it. */
export interface JsonText {
  readonly text: string;
  readonly root: Node;
}

/** Undefined for what is no UTF-8, no JSON (RFC 8259), or nested too deeply to be read. */
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

/** How a value was written. */
export function sourceOf({ text }: JsonText, { offset, length }: Node): string {
  return text.slice(offset, offset + length);
}

/** Members of an object in their order, as often as they come. */
export function membersOf({ children = [] }: Node): (readonly [name: string, value: Node])[] {
  return children.map(({ children: pair }) => [pair![0]!.value as string, pair![1]!] as const);
}

export function hasRepeated(names: readonly string[]): boolean {
  return new Set(names).size < names.length;
}

/** A value as JSON Schema looks at it, and the source of each number in it by its JSON pointer. */
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
