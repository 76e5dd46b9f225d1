import { findCoveredElsewhere } from './contract-check.js';
import type { OtherStay } from './machine-claims.js';

const DAYS = { from: '2026-09-01', to: null, zone: 'Europe/Warsaw' };
const STAYS = [
  { machineId: 'm-1', customerId: 'c-1', ...DAYS },
  { machineId: 'm-2', customerId: 'c-1', ...DAYS },
];
const other = (over: Partial<OtherStay>): OtherStay => ({
  machineId: 'm-2',
  customerId: 'c-1',
  contract: 'K-1',
  isBilled: true,
  ...DAYS,
  ...over,
});
const find = (others: readonly OtherStay[]) =>
  findCoveredElsewhere(STAYS, others, [], (id) => `/machines/${Number(id.slice(2)) - 1}`);
const HINT = {
  pointer: '/machines/1',
  code: 'contracts.machine_in_other_contract',
  params: { contract: 'K-1' },
  isBlocking: false,
};

describe('machines under other contracts', () => {
  it.each<[string, readonly OtherStay[], readonly object[]]>([
    ['no other contract', [], []],
    ['another contract of the same customer is a hint', [other({})], [HINT]],
    ['a draft of another customer is a hint', [other({ customerId: 'c-2', isBilled: false })], [HINT]],
    [
      'a contract of another customer blocks, and is reported alone',
      [other({}), other({ customerId: 'c-2', contract: 'X-1' })],
      [
        {
          pointer: '/machines/1',
          code: 'contracts.machine_with_another_customer',
          params: { contract: 'X-1' },
          isBlocking: true,
        },
      ],
    ],
  ])('%s', (_name, others, expected) => {
    expect(find(others)).toEqual(expected);
  });
});
