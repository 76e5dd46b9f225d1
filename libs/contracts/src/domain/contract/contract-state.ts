import { DomainError } from '#platform/domain';

export const CONTRACT_STATES = ['draft', 'active', 'ended'] as const;
export type ContractState = (typeof CONTRACT_STATES)[number];

/**
 * Possible transitions of a contract's state. A draft can be edited, an active contract is billed, and an ended
 * contract keeps its history. No transition leads back.
 */
const TRANSITIONS: Readonly<Record<ContractState, readonly ContractState[]>> = {
  draft: ['active'],
  active: ['ended'],
  ended: [],
};

/** Returns the new state. @throws DomainError contracts.transition_impossible with the possible transitions */
export function transition(from: ContractState, to: ContractState): ContractState {
  if (from === to || TRANSITIONS[from].includes(to)) return to;
  throw new DomainError(
    'contracts.transition_impossible',
    { from, to, possible: TRANSITIONS[from].join(', ') },
    [{ pointer: '/state', code: 'contracts.transition_impossible', params: { from, to } }],
  );
}
