import type { MeterException } from '../../api/types.js';

/** `pending` where one person has decided and another has to confirm it. */
export function stateOf({ state, decision }: MeterException): string {
  if (state !== 'open') return state;
  return decision !== null && decision.needsSecond && decision.verdict === null ? 'pending' : state;
}
