import type { FeedEvent, Overview } from '../src/api/types.js';

const STATES = { fault: 0, silent: 0, service: 0, load: 0, idle: 0, off: 0, unknown: 0 };

/**
 * The overview of a customer with one running machine and nothing open. Tests override only the fields that they check.
 */
export function buildOverview(
  change: Partial<Overview> & { readonly states?: Partial<typeof STATES> } = {},
): Overview {
  const { states = { load: 1 }, ...more } = change;
  const counts = { ...STATES, ...states };
  return {
    machines: { total: Object.values(counts).reduce((sum, count) => sum + count, 0), states: counts },
    openAlarms: { critical: 0, warning: 0, info: 0 },
    openTickets: { total: 0, unassigned: 0 },
    contracts: { draft: 0, active: 0, ended: 0 },
    kitsDue: 0,
    openDisputes: 0,
    money: { unbilled: [], held: [], due: [], dueUntil: null, nextDue: [] },
    ...more,
  };
}

/** An entry of a timeline without references; a test adds those of its kind. */
export function buildEvent(kind: FeedEvent['kind'], change: Partial<FeedEvent> = {}): FeedEvent {
  return {
    kind,
    id: `${kind}-1`,
    at: '2026-11-24T09:00:00Z',
    machine: null,
    site: null,
    contract: null,
    amendment: null,
    invoice: null,
    group: null,
    original: null,
    ticket: null,
    alarm: null,
    dispute: null,
    kit: null,
    amount: null,
    periodFrom: null,
    person: null,
    ...change,
  };
}
