const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const ADDRESS = new RegExp(`/(?:machines|fleet)/(${ID})(?:[/?#]|$)`, 'i');
const BARE = new RegExp(`^${ID}$`, 'i');

export type Label =
  { readonly kind: 'machine'; readonly id: string } | { readonly kind: 'serial'; readonly serial: string };

/**
 * Parses a machine's label: the printed address of its page or its ID; other text is treated as a serial number.
 * Undefined for text that can be neither. Only the ID is taken from an address, so that a foreign code cannot lead to
 * another site.
 */
export function readLabel(text: string): Label | undefined {
  const trimmed = text.trim();
  const id = ADDRESS.exec(trimmed)?.[1] ?? (BARE.test(trimmed) ? trimmed : undefined);
  if (id !== undefined) return { kind: 'machine', id: id.toLowerCase() };
  if (trimmed === '' || trimmed.length > 100 || /^[a-z]+:/i.test(trimmed)) return undefined;
  return { kind: 'serial', serial: trimmed };
}
