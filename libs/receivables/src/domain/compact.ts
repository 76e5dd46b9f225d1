const COMPACT = /^[0-9A-Z]*$/;

/**
 * Removes spaces and punctuation and writes letters in capitals, so that references and account numbers are equal
 * regardless of how they are printed.
 */
export function compact(text: string): string {
  return COMPACT.test(text) ? text : text.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
}
