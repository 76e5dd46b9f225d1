import { useEffect, useMemo, useRef } from 'react';
import { useSession } from '../../../api/session.js';
import type { Visit } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { productNow } from '../../../clock/clock.js';
import { inbox } from './inbox.store.js';
import { storeSeenVisits, readSeenVisits } from './seen-visits.store.js';
import { compareVisits, type VisitFacts } from './visit-changes.js';

const HOUR = 3_600_000;
const AHEAD = 14 * 24 * HOUR;

export function factsOf(visit: Visit): VisitFacts {
  return {
    id: visit.id,
    from: visit.from,
    to: visit.to,
    ticketId: visit.ticket.id,
    number: visit.ticket.number,
    city: visit.site.city || visit.site.name,
    serial: visit.ticket.machine.serial,
    parts: visit.parts.map((part) => part.partNumber),
  };
}

/** The technician's visits of the next two weeks. All callers share one query. */
export function useMyVisits() {
  const span = useMemo(() => {
    const from = Math.floor(productNow() / (24 * HOUR)) * 24 * HOUR;
    return { from: new Date(from - 12 * HOUR).toISOString(), to: new Date(from + AHEAD).toISOString() };
  }, []);
  return useOne('day', '/visits', { query: span, refetchInterval: 60_000 });
}

/**
 * Compares every refetch of the visits with the previous one, including the one from before the app was closed, and
 * adds the changes to the inbox. A push message only states that something changed; this comparison determines what
 * changed.
 */
export function useVisitWatch(): void {
  const { technicianId } = useSession();
  const visits = useMyVisits();
  const before = useRef<readonly VisitFacts[]>(undefined);
  const items = visits.data?.items;
  useEffect(() => {
    if (technicianId == null || items === undefined) return;
    const now = productNow();
    const after = items.map(factsOf);
    const known = before.current ?? readSeenVisits(technicianId)?.visits;
    // If no visits are stored, the technician is new on this phone, and earlier entries are irrelevant.
    if (known === undefined) inbox.clear();
    if (known !== undefined) inbox.add(compareVisits(known, after, new Date(now).toISOString()), now);
    before.current = after;
    storeSeenVisits({ technicianId, at: now, visits: after });
  }, [technicianId, items]);
}
