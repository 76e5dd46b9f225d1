import { CONTRACT_STATES, transition, type ContractState } from './contract-state.js';

const ALLOWED = ['draft>active', 'active>ended', 'draft>draft', 'active>active', 'ended>ended'];

describe('transition', () => {
  const pairs = CONTRACT_STATES.flatMap((from) =>
    CONTRACT_STATES.map((to): [ContractState, ContractState] => [from, to]),
  );

  it.each(pairs)('%s to %s', (from, to) => {
    if (ALLOWED.includes(`${from}>${to}`)) expect(transition(from, to)).toBe(to);
    else
      expect(() => transition(from, to)).toThrow(
        expect.objectContaining({ code: 'contracts.transition_impossible' }),
      );
  });
});
