import type { Amendment, Contract } from '../../../api/types.js';
import type { BookEntry } from '../../../api/types.js';
import { newMeter } from '../../charges/meters/meter-values.js';
import { newAmendmentValues, pricedByBook, toAmendmentValues, toAmendmentInput } from './amendment-values.js';

const CHARGE: Contract['charges'][number] = {
  id: 'c-1',
  key: 'fee',
  name: {},
  clause: '2.1',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: [],
  pricing: { model: 'flat', amount: '100' },
};
const PLAN = { id: 'p-1', code: 'P', name: { en: 'Plan' }, structure: 's' };
const version = (from: string, amount: string) => ({
  from,
  amendmentIds: [],
  buyer: { id: 'b-1', name: 'B' },
  plan: PLAN,
  paymentDays: 30,
  kitsIncluded: false,
  exit: null,
  indexClause: null,
  pauses: [],
  invoiceTerms: null,
  performance: [],
  charges: [{ ...CHARGE, pricing: { model: 'flat' as const, amount } }],
});
const CONTRACT = {
  id: 'k-1',
  startsOn: '2026-01-01',
  endsOn: null,
  machines: [{ id: 'm-1', serial: 'S-1', from: '2026-01-01', to: null }],
  meters: [],
  versions: [version('2026-01-01', '100'), version('2026-06-01', '120')],
  charges: [CHARGE],
} as unknown as Contract;

describe('toAmendmentInput', () => {
  it('omits everything unchanged', () => {
    const values = newAmendmentValues(CONTRACT, '2026-03-01');
    expect(toAmendmentInput({ ...values, reason: 'x' }, CONTRACT)).toEqual({
      effectiveOn: '2026-03-01',
      reason: 'x',
    });
  });

  it('sends exit terms that differ from those of the effective day', () => {
    const values = { ...newAmendmentValues(CONTRACT, '2026-03-01'), reason: 'x' };
    const exit = { ...values.exit, isAgreed: true, noticeDays: '30' };
    expect(toAmendmentInput({ ...values, exit }, CONTRACT)).toMatchObject({
      exit: { noticeDays: 30, noticeTo: 'month_end', endDay: 'billed', termination: null, buyout: null },
    });
  });

  it('sends an index clause that differs from that of the effective day', () => {
    const values = { ...newAmendmentValues(CONTRACT, '2026-03-01'), reason: 'x' };
    const indexClause = { ...values.indexClause, kind: 'rate', fixedPercentPerYear: '3' } as const;
    expect(toAmendmentInput({ ...values, indexClause }, CONTRACT)).toEqual({
      effectiveOn: '2026-03-01',
      reason: 'x',
      indexClause: expect.objectContaining({ from: '2027-01-01', fixedPercentPerYear: '3' }) as unknown,
    });
  });

  it('sends machines that move to another site', () => {
    const values = { ...newAmendmentValues(CONTRACT, '2026-03-01'), reason: 'x' };
    const moveMachines = [{ row: 'r', machineId: 'm-1', siteId: 's-2' }];
    expect(toAmendmentInput({ ...values, moveMachines }, CONTRACT)).toEqual({
      effectiveOn: '2026-03-01',
      reason: 'x',
      moveMachines: [{ machineId: 'm-1', siteId: 's-2' }],
    });
  });

  it('compares charges with those of the effective day', () => {
    const values = { ...newAmendmentValues(CONTRACT, '2026-07-01'), reason: 'x' };
    expect(values.charges[0]!.pricing.amount).toBe('120');
    expect(toAmendmentInput(values, CONTRACT)).not.toHaveProperty('charges');
    expect(toAmendmentInput({ ...values, effectiveOn: '2026-03-01' }, CONTRACT)).toMatchObject({
      charges: [{ key: 'fee', pricing: { amount: '120' } }],
    });
  });

  it('applies prices of a price book: existing charges keep their meters, one-time charges stay', () => {
    const values = newAmendmentValues(CONTRACT, '2026-03-01');
    const [fee] = values.charges;
    const setup = { ...fee!, row: 'r-2', key: 'setup', due: 'once' as const };
    const kept = { ...fee!, perMachine: true, machineIds: ['m-1'] };
    const entry = (key: string, planId = 'p-1'): BookEntry => ({
      planId,
      key,
      name: {},
      clause: '',
      due: 'arrears',
      countsBy: 'month',
      perMachine: key === 'fee',
      pricing: key === 'air' ? { model: 'unit', unitPrice: '2' } : { model: 'flat', amount: '130' },
    });
    const form = {
      ...values,
      charges: [kept, setup],
      meters: [{ ...newMeter(), id: 'e-1', deviceId: 'd', signalKey: 's' }],
    };
    const charges = pricedByBook(form, [entry('fee'), entry('air'), entry('other', 'p-2')], 'p-1');
    expect(charges).toMatchObject([
      { key: 'fee', row: fee!.row, machineIds: ['m-1'], pricing: { amount: '130' } },
      { key: 'air', meterIds: ['e-1'], pricing: { unitPrice: '2' } },
      { key: 'setup' },
    ]);
    expect(
      toAmendmentInput({ ...values, reason: 'x', priceBookVersionId: 'v-1', charges }, CONTRACT),
    ).toMatchObject({
      priceBookVersionId: 'v-1',
      charges: [{ key: 'fee' }, { key: 'air' }, { key: 'setup' }],
    });
  });

  it('sends whether kits are included if that changes', () => {
    const values = newAmendmentValues(CONTRACT, '2026-03-01');
    expect(toAmendmentInput({ ...values, kitsIncluded: true }, CONTRACT)).toMatchObject({
      kitsIncluded: true,
    });
  });

  it('sends all meters in order if one changes, otherwise none', () => {
    const meter = {
      id: 'e-1',
      device: { id: 'd-1', code: 'FM-1' },
      signalKey: 'air_m3_total',
      method: 'counter',
      matches: [],
      intervalMinutes: null,
      factor: null,
      deducts: false,
      unit: 'm3',
      modulus: '1000',
      maxRatePerHour: '900',
      maxGapMinutes: 1440,
    } as const;
    const contract = {
      ...CONTRACT,
      meters: [meter, { ...meter, id: 'e-2', signalKey: 'hours' }],
    } as Contract;
    const values = newAmendmentValues(contract, '2026-03-01');
    expect(
      toAmendmentInput({ ...values, meters: [...values.meters, newMeter()] }, contract),
    ).not.toHaveProperty('meters');
    const [first, second] = values.meters;
    expect(
      toAmendmentInput({ ...values, meters: [first!, { ...second!, deviceId: 'd-2' }] }, contract),
    ).toMatchObject({
      meters: [
        { id: 'e-1', deviceId: 'd-1', modulus: '1000' },
        { id: 'e-2', deviceId: 'd-2', maxRatePerHour: '900' },
      ],
    });
  });

  it('removes a replaced machine and meters the new one in the same way', () => {
    const values = newAmendmentValues(CONTRACT, '2026-03-01');
    const joining = { row: 'r', machineId: 'm-2', replaces: 'm-1', like: '' };
    expect(
      toAmendmentInput({ ...values, addMachines: [joining], endsOn: '2030-12-31' }, CONTRACT),
    ).toMatchObject({
      endsOn: '2030-12-31',
      addMachines: [{ machineId: 'm-2', like: 'm-1' }],
      removeMachines: ['m-1'],
    });
  });

  it('continues a draft as it was saved', () => {
    const draft = {
      effectiveOn: '2026-03-01',
      reason: 'Swap',
      endsOn: '2029-12-31',
      charges: [CHARGE],
      meters: [],
      priceBook: null,
      changes: {
        addedMachines: ['m-2'],
        removedMachines: ['m-1'],
        movedMachines: [{ machineId: 'm-3', siteId: 's-2', siteName: 'Hall 2' }],
        endsOn: '2029-12-31',
      },
    } as unknown as Amendment;
    expect(toAmendmentInput(toAmendmentValues(CONTRACT, draft), CONTRACT)).toEqual({
      effectiveOn: '2026-03-01',
      reason: 'Swap',
      endsOn: '2029-12-31',
      addMachines: [{ machineId: 'm-2' }],
      removeMachines: ['m-1'],
      moveMachines: [{ machineId: 'm-3', siteId: 's-2' }],
    });
  });
});
