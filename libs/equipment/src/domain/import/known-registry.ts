import type { Named } from './nearest.js';

/** Registered objects that a file can refer to. */
export interface KnownRegistry {
  readonly hubs: readonly Known[];
  readonly customers: readonly Known[];
  readonly sites: readonly KnownSite[];
  readonly models: readonly Known[];
  /** Serials in the file that already belong to machines, with the site of each machine. */
  readonly serials: ReadonlyMap<string, { readonly site: string | null }>;
  /** Device codes in the file that are already in use. */
  readonly deviceCodes: ReadonlySet<string>;
}

export interface Known extends Named {
  readonly id: string;
  /** Archived objects keep their code, but a file can't refer to them. */
  readonly isArchived: boolean;
}

export interface KnownSite extends Known {
  readonly customerId: string;
  /** IANA zone. */
  readonly zone: string;
}

/** Finds the object that a cell names: by its code, else by its name if the name is unique. */
export function findNamed<Thing extends Named>(
  text: string,
  things: readonly Thing[],
): { readonly found: Thing } | { readonly namesakes: number } {
  const byCode = things.find((thing) => thing.code === text);
  if (byCode) return { found: byCode };
  const name = text.toLowerCase();
  const named = things.filter((thing) => thing.name.toLowerCase() === name);
  return named.length === 1 ? { found: named[0]! } : { namesakes: named.length };
}

/** Returns the objects that a row may refer to. */
export function inUse<Thing extends Known>(things: readonly Thing[]): Thing[] {
  return things.filter((thing) => !thing.isArchived);
}
