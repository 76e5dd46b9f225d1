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
    ['is set off by the last bill', {}, 'set_off', '2026-11-21', 80050n],
    ['by no other one', {}, 'set_off', '2026-11-01', null],
    ['goes back', {}, 'return', '2026-11-21', null],
    ['goes back where nothing was agreed', {}, null, '2026-11-21', null],
    ['stays while the contract runs', { endsOn: null }, 'set_off', '2026-12-01', null],
    ['is what was brought, and what was billed', {}, 'set_off', '2026-11-21', 100050n, 20000n],
    ['is what was billed alone', { takeover: null }, 'set_off', '2026-11-21', 20000n, 20000n],
    ['is none where none was brought', { takeover: null }, 'set_off', '2026-11-21', null],
  ])('%s', (_, more, atEnd, to, held, billed = 0n) => {
    expect(depositAt(contractOf(more, atEnd), month(to), billed)).toBe(held);
  });

  it('takes no more than the bill, and nothing of one that gives back', () => {
    expect([setOff(500n, 300n), setOff(500n, 900n), setOff(500n, -40n)]).toEqual([300n, 500n, 0n]);
  });
});
