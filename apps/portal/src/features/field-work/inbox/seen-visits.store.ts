import type { VisitFacts } from './visit-changes.js';

const KEY = 'dutycycle-field-visits';

export interface SeenVisits {
  /** Technician who saw the visits. They are not compared with the visits of another technician on the same phone. */
  readonly technicianId: string;
  readonly at: number;
  readonly visits: readonly VisitFacts[];
}

/** Visits from the app's last check, stored on the phone so that changes overnight are reported in the morning. */
export function readSeenVisits(technicianId: string): SeenVisits | undefined {
  const stored = window.localStorage.getItem(KEY);
  if (stored === null) return undefined;
  try {
    const seen = JSON.parse(stored) as SeenVisits;
    return seen.technicianId === technicianId && Array.isArray(seen.visits) ? seen : undefined;
  } catch {
    return undefined;
  }
}

export function storeSeenVisits(seen: SeenVisits): void {
  window.localStorage.setItem(KEY, JSON.stringify(seen));
}

export function clearSeenVisits(): void {
  window.localStorage.removeItem(KEY);
}
