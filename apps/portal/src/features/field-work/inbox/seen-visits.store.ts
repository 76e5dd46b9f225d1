import type { VisitFacts } from './visit-changes.js';

const KEY = 'dutycycle-field-visits';

export interface SeenVisits {
  /** Whose they are: another technician on the same phone compares with nothing. */
  readonly technicianId: string;
  readonly at: number;
  readonly visits: readonly VisitFacts[];
}

/** The visits as they were when the app last looked, kept on the phone so that a change overnight is told in the morning. */
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

export function keepSeenVisits(seen: SeenVisits): void {
  window.localStorage.setItem(KEY, JSON.stringify(seen));
}

export function forgetSeenVisits(): void {
  window.localStorage.removeItem(KEY);
}
