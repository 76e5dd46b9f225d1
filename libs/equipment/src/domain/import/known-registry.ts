import type { Named } from './nearest.js';

/** Registered objects that a file can refer to. */
export interface KnownRegistry {
  readonly hubs: readonly KnownObject[];
  readonly customers: readonly KnownObject[];
  readonly sites: readonly KnownSite[];
  readonly models: readonly KnownObject[];
  /** Serials in the file that already belong to machines, with the site of each machine. */
  readonly serials: ReadonlyMap<string, { readonly site: string | null }>;
  /** Device codes in the file that are already in use. */
  readonly deviceCodes: ReadonlySet<string>;
}

export interface KnownObject extends Named {
  readonly id: string;
  /** Archived objects keep their codes, but a file can't refer to them. */
  readonly isArchived: boolean;
}

export interface KnownSite extends KnownObject {
  readonly customerId: string;
  /** IANA name of the time zone. */
  readonly zone: string;
}

/**
 * Finds the object to which a cell refers: by its code, or otherwise by its name if the name is unique. Returns the
 * number of objects with the name if none is found.
 */
export function findNamed<Thing extends Named>(
  text: string,
  candidates: readonly Thing[],
): { readonly found: Thing } | { readonly namesakes: number } {
  const byCode = candidates.find((candidate) => candidate.code === text);
  if (byCode) return { found: byCode };
  const name = text.toLowerCase();
  const matches = candidates.filter((candidate) => candidate.name.toLowerCase() === name);
  return matches.length === 1 ? { found: matches[0]! } : { namesakes: matches.length };
}

/** Returns the objects that a row may refer to. */
export function excludeArchived<Thing extends KnownObject>(candidates: readonly Thing[]): Thing[] {
  return candidates.filter((candidate) => !candidate.isArchived);
}
