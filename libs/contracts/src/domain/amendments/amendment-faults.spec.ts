import type { ContractContent } from '../contract/contract-fields.js';
import type { AmendmentInput } from './amended-content.js';
import { findDateFaults, findInputFaults } from './amendment-faults.js';

const CURRENT: ContractContent = {
  number: 'K-1',
  customerId: 'c-1',
  legalEntityId: 'le-1',
  buyerId: 'b-1',
  planId: 'p-1',
  currency: 'PLN',
  zone: 'Europe/Warsaw',
  billingCalendar: 'calendar',
  startsOn: '2026-02-15',
  endsOn: '2026-12-31',
  paymentDays: 30,
  pricesIncludeTax: false,
  kitsIncluded: false,
  exit: null,
  indexClause: null,
  pauses: [],
  invoiceTerms: null,
  performance: [],
  terms: {},
  machines: [{ id: 'cm-1', machineId: 'm-1', from: '2026-02-15', to: null }],
  meters: [],
  charges: [],
};
const reported = (faults: readonly { pointer: string; code: string }[]): string[] =>
  faults.map(({ pointer, code }) => `${pointer} ${code.replace('contracts.', '')}`);

describe('findDateFaults', () => {
  it.each<[Partial<AmendmentInput>, string[]]>([
    [{}, []],
    [{ effectiveOn: '2026-02-15' }, []],
    [{ effectiveOn: '2027-01-01' }, []],
    [{ effectiveOn: '2026-02-14' }, ['/effectiveOn effective_before_start']],
    [{ effectiveOn: '2027-01-02' }, ['/effectiveOn effective_after_end']],
    [{ effectiveOn: '2027-01-02', endsOn: null }, []],
    [{ effectiveOn: '2026-10-01', endsOn: '2026-09-30' }, []],
    [{ effectiveOn: '2026-10-01', endsOn: '2026-09-29' }, ['/endsOn effective_after_end']],
    [{ effectiveOn: '2026-02-30' }, ['/effectiveOn date_malformed']],
    [{ endsOn: 'soon' }, ['/endsOn date_malformed']],
    [{ reason: '  ', effectiveOn: 'x' }, ['/reason reason_missing', '/effectiveOn date_malformed']],
  ])('%j: %j', (more, expected) => {
    expect(
      reported(findDateFaults({ effectiveOn: '2026-06-01', reason: 'So agreed', ...more }, CURRENT)),
    ).toEqual(expected);
  });
});

describe('findInputFaults', () => {
  it.each<[Partial<AmendmentInput>, string[]]>([
    [{ removeMachines: ['m-1'], addMachines: [{ machineId: 'm-2', like: 'm-1' }] }, []],
    [{ removeMachines: ['m-2'] }, ['/removeMachines/0 machine_not_in_contract']],
    [{ addMachines: [{ machineId: 'm-1' }] }, ['/addMachines/0 machine_in_contract']],
    [{ addMachines: [{ machineId: 'm-2' }, { machineId: 'm-2' }] }, ['/addMachines/1 machine_in_contract']],
    [{ addMachines: [{ machineId: 'm-2', like: 'm-3' }] }, ['/addMachines/0 machine_not_in_contract']],
    [{ addMachines: [{ machineId: 'm-2', to: '2026-06-10' }] }, ['/addMachines/0 machine_ends_before_start']],
    [{ buyerId: 'b-2' }, ['/effectiveOn buyer_within_month']],
    [{ buyerId: 'b-2', effectiveOn: '2026-07-01' }, []],
    [{ buyerId: 'b-2', effectiveOn: '2026-02-15' }, []],
    [{ buyerId: 'b-1' }, []],
  ])('%j: %j', (more, expected) => {
    expect(
      reported(findInputFaults({ effectiveOn: '2026-06-10', reason: 'So agreed', ...more }, CURRENT)),
    ).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['2026-07-15', []],
    ['2026-07-01', ['/effectiveOn buyer_within_month']],
  ])('with contract months, a new buyer from %s: %j', (effectiveOn, expected) => {
    const current: ContractContent = { ...CURRENT, billingCalendar: 'anniversary' };
    const input = { buyerId: 'b-2', effectiveOn, reason: 'So agreed' };
    expect(reported(findInputFaults(input, current))).toEqual(expected);
  });
});
