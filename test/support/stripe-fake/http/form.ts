/** Parameters after decoding: texts, lists and maps of them. */
export type Tree = string | Tree[] | { [name: string]: Tree };

/**
 * Decodes `application/x-www-form-urlencoded` with brackets, as Stripe's libraries encode it: `metadata[order]=7`,
 * `expand[]=customer`, `line_items[0][quantity]=1`.
 */
export function decodeForm(text: string): { [name: string]: Tree } {
  const root: { [name: string]: Tree } = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const [first = '', ...rest] = [...name.matchAll(/^[^[]+|\[([^\]]*)\]/g)].map(
      ([whole, inner]) => inner ?? whole,
    );
    put(root, [first, ...rest], value);
  }
  return listsOf(root) as { [name: string]: Tree };
}

function put(node: { [name: string]: Tree }, [name = '', ...rest]: readonly string[], value: string): void {
  const key = name === '' ? String(Object.keys(node).length) : name;
  if (rest.length === 0) {
    node[key] = value;
    return;
  }
  const child = node[key];
  const next = typeof child === 'object' && !Array.isArray(child) ? child : {};
  node[key] = next;
  put(next, rest, value);
}

/** Turns maps with the keys 0, 1, 2, … into lists. */
function listsOf(node: Tree): Tree {
  if (typeof node === 'string' || Array.isArray(node)) return node;
  const entries = Object.entries(node).map(([name, child]): [string, Tree] => [name, listsOf(child)]);
  const isList = entries.length > 0 && entries.every(([name], index) => name === String(index));
  return isList ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}
