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

/** Returns the first descendant at a path such as `Acct/Id/IBAN`; null if there is none. */
export function nodeAt(node: XmlNode | null, path: string): XmlNode | null {
  let found = node;
  for (const name of path.split('/')) found = found?.children.find((child) => child.name === name) ?? null;
  return found;
}

/** Returns the text at the first path that has one. */
export function textAt(node: XmlNode | null, ...paths: readonly string[]): string | null {
  for (const path of paths) {
    const text = nodeAt(node, path)?.text.trim();
    if (text) return text;
  }
  return null;
}
