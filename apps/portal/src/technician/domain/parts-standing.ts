import { stateOfPart, type NeededPart } from '../../maker/tickets/part-state.js';

export type PartsStanding = 'none' | 'all' | 'promised' | 'missing' | 'unknown';

/** Whether a job has all its parts; the worst part decides. */
export function standingOfParts(parts: readonly NeededPart[]): PartsStanding {
  if (parts.length === 0) return 'none';
  const states = parts.map(stateOfPart);
  for (const state of ['unknown', 'missing', 'promised'] as const) if (states.includes(state)) return state;
  return 'all';
}
