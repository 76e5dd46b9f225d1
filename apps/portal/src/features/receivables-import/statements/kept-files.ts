/**
 * Files that were uploaded since the page was loaded, by import ID. The server does not return the content of a file,
 * but the form for the columns of a CSV file shows its first rows.
 */
const kept = new Map<string, File>();

export function keepFile(importId: string, file: File): void {
  kept.set(importId, file);
}

/** Returns the file of an import; undefined if it was uploaded before the page was loaded. */
export function keptFile(importId: string): File | undefined {
  return kept.get(importId);
}
