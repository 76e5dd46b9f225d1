import { findCoveredElsewhere, type OtherCover } from './contract-check.js';

const MACHINES = [{ machineId: 'm-1' }, { machineId: 'm-2' }];
const cover = (over: Partial<OtherCover>): OtherCover => ({
  machineId: 'm-2',
  contract: 'K-1',
  customerId: 'c-1',
  ...over,
});

describe('machines under other contracts', () => {
  it.each<[string, readonly OtherCover[], readonly object[]]>([
    ['no other contract', [], []],
    [
      'another contract of the same customer is a hint',
      [cover({})],
      [
        {
          pointer: '/machines/1',
          code: 'contracts.machine_in_other_contract',
          params: { contract: 'K-1' },
          isBlocking: false,
        },
      ],
    ],
    [
      'a contract of another customer blocks',
      [cover({ customerId: 'c-2', contract: 'X-1' })],
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
    expect(findCoveredElsewhere(MACHINES, others, 'c-1')).toEqual(expected);
  });

  it('reports the contract of another customer first', () => {
    const [finding] = findCoveredElsewhere(
      MACHINES,
      [cover({}), cover({ customerId: 'c-2', contract: 'X-1' })],
      'c-1',
    );
    expect(finding).toMatchObject({ params: { contract: 'X-1' }, isBlocking: true });
  });
});
