/** Compared fields of a visit, which are enough to describe a change in words. */
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
  /** The start before the move. */
  readonly previousFrom?: string;
  readonly parts?: readonly string[];
}

/**
 * Compares two loads of the same period. A missing visit that ended before `now` is not reported as cancelled, because
 * it was completed.
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
