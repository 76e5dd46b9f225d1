import type { BilledPeriod, ContractView, ExitAgreement } from '#contracts/domain';
import { depositAt, setOff } from './deposit.js';

const month = (to: string) => ({ to: { date: to } }) as unknown as BilledPeriod;
const deposit = (quantity: string) => ({
  ...{ kind: 'deposit' as const, chargeKey: null, machineId: null, quantity, expiresOn: null, note: '' },
});
const contractOf = (more: Partial<ContractView>, atEnd: ExitAgreement['deposit'] = 'set_off') =>
  ({
    currency: 'PLN',
    endsOn: '2026-11-20',
    versions: [{ from: '2025-03-01', exit: { deposit: atEnd } }],
    takeover: { balances: [deposit('500'), deposit('300.5')] },
    ...more,
  }) as unknown as ContractView;

describe('a deposit at the end of a contract', () => {
  it.each<[string, Partial<ContractView>, ExitAgreement['deposit'], string, bigint | null, bigint?]>([
    ['is set off against the last invoice', {}, 'set_off', '2026-11-21', 80050n],
    ['is not set off against any other invoice', {}, 'set_off', '2026-11-01', null],
    ['is returned', {}, 'return', '2026-11-21', null],
    ['is returned if nothing was agreed', {}, null, '2026-11-21', null],
    ['is kept while the contract is in force', { endsOn: null }, 'set_off', '2026-12-01', null],
    ['includes migrated and billed amounts', {}, 'set_off', '2026-11-21', 100050n, 20000n],
    ['includes billed amounts only', { takeover: null }, 'set_off', '2026-11-21', 20000n, 20000n],
    ['is null if there is none', { takeover: null }, 'set_off', '2026-11-21', null],
  ])('%s', (_, more, atEnd, to, held, billed = 0n) => {
    expect(depositAt(contractOf(more, atEnd), month(to), billed)).toBe(held);
  });

  it('is set off up to the invoice’s total, and not against a credit', () => {
    expect([setOff(500n, 300n), setOff(500n, 900n), setOff(500n, -40n)]).toEqual([300n, 500n, 0n]);
  });
});
