/** What of a visit is compared: enough to say in words what changed. */
export interface VisitFacts {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly ticketId: string;
  readonly number: string;
  readonly city: string;
  readonly serial: string;
  readonly parts: readonly string[];
}

export type VisitChangeKind = 'added' | 'moved' | 'removed' | 'parts';

export interface VisitChange {
  readonly kind: VisitChangeKind;
  readonly visit: VisitFacts;
  /** The start before it was moved. */
  readonly previousFrom?: string;
  /** Parts that were added. */
  readonly parts?: readonly string[];
}

/**
 * What changed between two looks at the same span. A visit that was in the first and is over by `now` is not told as taken
 * away: it was done.
 */
export function compareVisits(
  before: readonly VisitFacts[],
  after: readonly VisitFacts[],
  now: string,
): VisitChange[] {
  const known = new Map(before.map((visit) => [visit.id, visit]));
  const present = new Set(after.map((visit) => visit.id));
  const changes = after.flatMap((visit): VisitChange[] => {
    const previous = known.get(visit.id);
    if (previous === undefined) return [{ kind: 'added', visit }];
    const parts = visit.parts.filter((part) => !previous.parts.includes(part));
    return [
      ...(previous.from === visit.from && previous.to === visit.to
        ? []
        : [{ kind: 'moved' as const, visit, previousFrom: previous.from }]),
      ...(parts.length === 0 ? [] : [{ kind: 'parts' as const, visit, parts }]),
    ];
  });
  const gone = before
    .filter((visit) => !present.has(visit.id) && visit.to > now)
    .map((visit): VisitChange => ({ kind: 'removed', visit }));
  return [...changes, ...gone];
}
