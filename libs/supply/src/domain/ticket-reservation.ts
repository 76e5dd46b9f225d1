import type { Need } from './stock.js';

/** The quantity of one part in one depot. */
export interface DepotQuantity extends Need {
  readonly depotId: string;
}

export interface ReservationChange {
  readonly reserve: readonly DepotQuantity[];
  readonly release: readonly DepotQuantity[];
}

/**
 * Decides which quantities to reserve and release so that a ticket has exactly the parts that it needs.
 *
 * A part is reserved in full or not at all: two of four filters are not enough for this visit, but they may be enough
 * for another visit.
 * @param needs quantities by part; the same part may occur more than once
 * @param held quantities already reserved for the ticket
 * @param free quantities on hand and not reserved, in the depots' order of preference
 */
export function planReservation(
  needs: readonly Need[],
  held: readonly DepotQuantity[],
  free: readonly DepotQuantity[],
): ReservationChange {
  const needed = sumByPart(needs);
  const release: DepotQuantity[] = [];
  const keeps = new Map<string, number>();
  for (const pieces of held) {
    const kept = keeps.get(pieces.partId) ?? 0;
    const keep = Math.min(pieces.quantity, (needed.get(pieces.partId) ?? 0) - kept);
    keeps.set(pieces.partId, kept + keep);
    if (keep < pieces.quantity) release.push({ ...pieces, quantity: pieces.quantity - keep });
  }
  const reserve = [...needed].flatMap(([partId, quantity]) =>
    takePieces(
      free.filter((pieces) => pieces.partId === partId),
      quantity - (keeps.get(partId) ?? 0),
    ),
  );
  return { reserve, release };
}

/** Parts of a ticket with an open visit. */
export interface VisitParts {
  readonly ticketId: string;
  /** Required quantities by part. */
  readonly needs: readonly Need[];
  /** Quantities already reserved for the ticket. */
  readonly held: readonly DepotQuantity[];
}

/**
 * Decides the reservations of all open visits that share depots. The visits are served in order, each with the stock
 * that the visits before it leave, so an earlier visit never waits for parts that a later visit gets. A reservation
 * that a ticket needs is kept, regardless of its position. Released quantities are not reserved again here, because the
 * release itself starts the next decision.
 * @param visits in the order of service; a ticket with several visits is served at its first visit
 * @param free as for `planReservation`
 * @returns the change of each ticket that changes
 */
export function planReservations(
  visits: readonly VisitParts[],
  free: readonly DepotQuantity[],
): ReadonlyMap<string, ReservationChange> {
  const changes = new Map<string, ReservationChange>();
  const seen = new Set<string>();
  let left = free;
  for (const { ticketId, needs, held } of visits) {
    if (seen.has(ticketId)) continue;
    seen.add(ticketId);
    const change = planReservation(needs, held, left);
    left = subtract(left, change.reserve);
    if (change.reserve.length + change.release.length > 0) changes.set(ticketId, change);
  }
  return changes;
}

function subtract(free: readonly DepotQuantity[], taken: readonly DepotQuantity[]): DepotQuantity[] {
  return free.map((pieces) => {
    const gone = taken.filter(
      ({ depotId, partId }) => depotId === pieces.depotId && partId === pieces.partId,
    );
    return { ...pieces, quantity: gone.reduce((rest, { quantity }) => rest - quantity, pieces.quantity) };
  });
}

function sumByPart(needs: readonly Need[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { partId, quantity } of needs) sums.set(partId, (sums.get(partId) ?? 0) + quantity);
  return sums;
}

/**
 * Takes a quantity from one depot with sufficient stock, or otherwise from several depots. Takes nothing if all depots
 * together have less.
 */
function takePieces(free: readonly DepotQuantity[], quantity: number): DepotQuantity[] {
  if (quantity <= 0) return [];
  const single = free.find((pieces) => pieces.quantity >= quantity);
  if (single !== undefined) return [{ ...single, quantity }];
  let left = quantity;
  const taken: DepotQuantity[] = [];
  for (const pieces of free) {
    const pick = Math.min(left, Math.max(0, pieces.quantity));
    if (pick > 0) taken.push({ ...pieces, quantity: pick });
    left -= pick;
  }
  return left === 0 ? taken : [];
}
