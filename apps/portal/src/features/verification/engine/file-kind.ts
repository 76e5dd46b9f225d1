/** Returns true for a file from which a root hash is read: the invoice as a PDF, or as JSON from the API. */
export function isInvoiceFile({ name, type }: Pick<File, 'name' | 'type'>): boolean {
  return /\.(pdf|json)$/i.test(name) || type === 'application/pdf' || type === 'application/json';
}

/**
 * Returns the root hash in text that a person typed or pasted; null if it isn't one. The invoice prints the hash in two
 * lines.
 */
export function rootInText(text: string): string | null {
  const root = text.replace(/\s/g, '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(root) ? root : null;
}
