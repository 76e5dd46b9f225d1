import type { MeterException } from '../../api/types.js';

/** Returns `pending` if one person has decided and another must confirm. */
export function stateOf({ state, decision }: MeterException): string {
  if (state !== 'open') return state;
  return decision !== null && decision.needsSecond && decision.verdict === null ? 'pending' : state;
}
