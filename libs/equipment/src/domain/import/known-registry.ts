import type { Named } from './nearest.js';

/** What is registered already, as far as a file can name it. */
export interface KnownRegistry {
  readonly hubs: readonly Known[];
  readonly customers: readonly Known[];
  readonly sites: readonly KnownSite[];
  readonly models: readonly Known[];
  /** Serials of the file that machines carry already, with the site where each stands. */
  readonly serials: ReadonlyMap<string, { readonly site: string | null }>;
  /** Device codes of the file that are taken. */
  readonly deviceCodes: ReadonlySet<string>;
}

export interface Known extends Named {
  readonly id: string;
  /** Archived things still own their code, but a file can't refer to them. */
  readonly isArchived: boolean;
}

export interface KnownSite extends Known {
  readonly customerId: string;
  /** IANA. */
  readonly zone: string;
}

/** What a cell's text names: by its code, else by its name when only one thing bears it. */
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

/** Those that a row may refer to. */
export function inUse<Thing extends Known>(things: readonly Thing[]): Thing[] {
  return things.filter((thing) => !thing.isArchived);
}
