/// <reference types="vitest/globals" />
import type { Contract } from '../../../api/types.js';
import { newCharge } from '../../charges/form/charge-values.js';
import { newMeter } from '../../charges/meters/meter-values.js';
import { NEW_PERFORMANCE } from '../../contracts/performance/performance-values.js';
import {
  countedBy,
  type DraftValues,
  newDraftValues,
  toDraftInput,
  toDraftValues,
  withFirstDay,
  withMachines,
  withoutCustomer,
} from './draft-values.js';

const EMPTY = newDraftValues('Europe/Warsaw');
const draft = (over: Partial<DraftValues>): DraftValues => ({ ...EMPTY, ...over });
const stay = (machineId: string, from = '2027-01-01') => ({ machineId, from, to: '' });
const meter = (id: string, deviceId: string) => ({ ...newMeter(), id, deviceId, signalKey: 'air' });

describe('a draft as a request', () => {
  it('gives new charges free keys, and replaces references to their rows', () => {
    const existing = { ...newCharge('unit', ['me-1']), key: 'unit' };
    const added = newCharge('unit', ['me-1']);
    const fee = newCharge('flat', []);
    const input = toDraftInput(
      draft({
        charges: [existing, added, fee],
        indexClause: {
          ...EMPTY.indexClause,
          kind: 'rate',
          fixedPercentPerYear: '3',
          charges: [added.row, 'unit'],
        },
        performance: [{ ...NEW_PERFORMANCE, type: 'availability', chargeKeys: [fee.row] }],
      }),
    );
    expect(input.charges?.map(({ key }) => key)).toEqual(['unit', 'unit-2', 'flat']);
    expect(input.indexClause?.charges).toEqual(['unit-2', 'unit']);
    expect(input.performance?.[0]).toMatchObject({ chargeKeys: ['flat'] });
  });

  it('sends the last day of a machine as the day after it', () => {
    const input = toDraftInput(draft({ machines: [{ ...stay('m-1'), to: '2027-06-30' }] }));
    expect(input.machines).toEqual([{ machineId: 'm-1', from: '2027-01-01', to: '2027-07-01' }]);
  });

  it('is the same after loading and sending it again', () => {
    const contract = {
      number: 'K-1',
      customer: { id: 'c-1', name: 'C' },
      buyer: { id: 'b-1', name: 'B' },
      legalEntity: { id: 'e-1', name: 'E' },
      plan: { id: 'p-1', code: 'P', name: {}, structure: 's' },
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      billingCalendar: 'calendar',
      startsOn: '2027-01-01',
      endsOn: null,
      paymentDays: 14,
      pricesIncludeTax: false,
      kitsIncluded: false,
      pauses: [],
      invoiceTerms: null,
      indexClause: null,
      exit: null,
      performance: [],
      terms: {},
      machines: [{ id: 'm-1', serial: 'S-1', from: '2027-01-01', to: null }],
      meters: [],
      charges: [
        {
          id: 'ch-1',
          key: 'fee',
          name: {},
          clause: '2.1',
          due: 'arrears',
          dueOn: null,
          countsBy: 'month',
          perMachine: false,
          machineIds: [],
          meterIds: [],
          pricing: { model: 'flat', amount: '4900' },
        },
      ],
    } as unknown as Contract;
    expect(toDraftInput(toDraftValues(contract), contract)).toMatchObject({
      number: 'K-1',
      exit: null,
      indexClause: null,
      performance: [],
      machines: [{ machineId: 'm-1', from: '2027-01-01', to: null }],
      charges: [{ key: 'fee', clause: '2.1', pricing: { model: 'flat', amount: '4900' } }],
    });
  });
});

describe('changes that concern several clauses', () => {
  it('a new first day moves machines that start with the contract', () => {
    const values = draft({
      startsOn: '2027-01-01',
      machines: [stay('m-1'), stay('m-2', '2027-03-01')],
    });
    expect(withFirstDay(values, '2027-02-01')).toEqual({
      startsOn: '2027-02-01',
      machines: [stay('m-1', '2027-02-01'), stay('m-2', '2027-03-01')],
    });
  });

  it('another customer leaves prices, but no machines and meters', () => {
    const values = withoutCustomer(
      draft({
        customerId: 'c-1',
        buyerId: 'b-1',
        machines: [stay('m-1')],
        meters: [meter('me-1', 'd-1')],
        charges: [newCharge('unit', ['me-1'])],
      }),
    );
    expect(values).toMatchObject({ customerId: '', buyerId: '', machines: [], meters: [] });
    expect(values.charges).toMatchObject([{ meterIds: [], pricing: { model: 'unit' } }]);
  });

  it('a machine that leaves takes its meters along, but not those of the site', () => {
    const values = draft({
      machines: [stay('m-1'), stay('m-2')],
      meters: [meter('me-1', 'd-1'), meter('me-2', 'd-2'), meter('me-3', 'd-site')],
      charges: [newCharge('unit', ['me-1', 'me-2', 'me-3'])],
    });
    const machineOf = (deviceId: string) =>
      ({ 'd-1': 'm-1', 'd-2': 'm-2' })[deviceId] ?? (deviceId === 'd-site' ? null : undefined);
    const { meters, charges } = withMachines(values, [stay('m-2')], machineOf);
    expect(meters.map(({ id }) => id)).toEqual(['me-2', 'me-3']);
    expect(charges[0]?.meterIds).toEqual(['me-2', 'me-3']);
  });

  it('new meters are counted by the usage-based charges that have none', () => {
    const charges = [newCharge('flat', []), newCharge('unit', []), newCharge('unit', ['me-1'])];
    expect(countedBy(charges, [meter('me-2', 'd-2')]).map(({ meterIds }) => meterIds)).toEqual([
      [],
      ['me-2'],
      ['me-1'],
    ]);
  });
});
