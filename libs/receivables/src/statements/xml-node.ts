/** An element of a small XML tree. Namespaces are removed from names. */
export interface XmlNode {
  readonly name: string;
  /** Value of the attribute `Ccy`. */
  readonly currency: string | null;
  text: string;
  readonly children: XmlNode[];
  /** Line of the file, from 1. */
  readonly fileLine: number;
}

export function childrenOf(node: XmlNode | null, name: string): XmlNode[] {
  return node?.children.filter((child) => child.name === name) ?? [];
}

/** Cache of split paths, because the same few paths are looked up in every entry. */
const DIVIDED = new Map<string, readonly string[]>();

/** Returns the first descendant at a constant path such as `Acct/Id/IBAN`; null if there is none. */
export function nodeAt(node: XmlNode | null, path: string): XmlNode | null {
  let names = DIVIDED.get(path);
  if (!names) DIVIDED.set(path, (names = path.split('/')));
  let found = node;
  for (const name of names) {
    if (!found) return null;
    found = childOf(found, name);
  }
  return found;
}

function childOf({ children }: XmlNode, name: string): XmlNode | null {
  for (const child of children) if (child.name === name) return child;
  return null;
}

/** Returns the text at the first path that has a text. */
export function textAt(node: XmlNode | null, ...paths: readonly string[]): string | null {
  for (const path of paths) {
    const text = nodeAt(node, path)?.text.trim();
    if (text) return text;
  }
  return null;
}
