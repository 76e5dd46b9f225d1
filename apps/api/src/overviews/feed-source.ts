import type { Permission } from '#organization';

/** Kind of feed entries, with the SQL that finds them. */
export interface FeedSource {
  readonly kind: string;
  readonly needs: Permission;
  readonly from: string;
  readonly id: string;
  /** SQL expression of the entry's time. Entries without a time are omitted. */
  readonly at: string;
  /** Condition that also limits the entries to the customer `$2`, and to the site `$3` unless it is null. */
  readonly where: string;
  /** Arguments of `json_build_object` for `FeedDetails`. */
  readonly details: string;
}

/** Returns the kinds of entries that a caller may see. @param wanted kinds to select; defaults to all */
export function visibleKinds(
  sources: readonly FeedSource[],
  permissions: ReadonlySet<Permission>,
  wanted?: readonly string[],
): string[] {
  return sources
    .filter(({ kind, needs }) => permissions.has(needs) && (wanted === undefined || wanted.includes(kind)))
    .map(({ kind }) => kind);
}
