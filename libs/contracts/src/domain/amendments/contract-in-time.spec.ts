import fc from 'fast-check';
import type { ChargeFields } from '../charges/charge-fields.js';
import type { ContractContent } from '../contract/contract-fields.js';
import { amendContent, type AmendmentInput } from './amended-content.js';
import { applyDelta, type ContractDelta, deltaBetween, isEmptyDelta } from './contract-delta.js';
import { contentOn, contractInTime, type SignedAmendment, termsOn } from './contract-in-time.js';
import { COUNTER_DEFAULTS } from '../meters/usage-method.js';

const charge = (key: string, amount: string, change: Partial<ChargeFields> = {}): ChargeFields => ({
  id: `id of ${key}`,
  key,
  nameI18n: {},
  clause: '',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: [],
  pricing: { model: 'flat', amount },
  ...change,
});
const BASE: ContractContent = {
  number: 'K-1',
  customerId: 'c-1',
  legalEntityId: 'le-1',
  buyerId: 'b-1',
  planId: 'p-1',
  currency: 'PLN',
  zone: 'Europe/Warsaw',
  billingCalendar: 'calendar',
  startsOn: '2026-02-01',
  endsOn: '2031-01-31',
  paymentDays: 30,
  pricesIncludeTax: false,
  kitsIncluded: false,
  exit: null,
  indexClause: null,
  pauses: [],
  invoiceTerms: null,
  performance: [],
  terms: {},
  machines: [
    { id: 'cm-1', machineId: 'm-1', from: '2026-02-01', to: null },
    { id: 'cm-2', machineId: 'm-2', from: '2026-02-01', to: null },
  ],
  meters: [
    {
      ...COUNTER_DEFAULTS,
      id: 'me-1',
      deviceId: 'd-1',
      signalKey: 'hours',
      unit: 'h',
      modulus: null,
      maxRatePerHour: null,
      maxGapMinutes: 1440,
    },
  ],
  charges: [
    charge('fee', '100'),
    charge('hours', '0', { meterIds: ['me-1'], pricing: { model: 'unit', unitPrice: '2' } }),
  ],
};
const price = (amount: string): ContractDelta => ({
  charges: [{ key: 'fee', id: 'id of fee', set: { pricing: { model: 'flat', amount } } }],
});
const signed = (number: number, effectiveOn: string, changes: ContractDelta): SignedAmendment => ({
  id: `a-${number}`,
  number,
  effectiveOn,
  changes,
});
const feeOn = (amendments: readonly SignedAmendment[], day: string): string | null | undefined =>
  termsOn(contractInTime(BASE, amendments).versions, day).charges.find(({ key }) => key === 'fee')?.pricing
    .amount;

describe('contractInTime', () => {
  it('equals the original terms without amendments', () => {
    const { content, versions } = contractInTime(BASE, []);
    expect(content).toEqual(BASE);
    expect(versions).toMatchObject([{ from: '2026-02-01', amendmentIds: [], charges: BASE.charges }]);
  });

  it('applies amendments in the order of their first days, regardless of when they were signed', () => {
    const amendments = [signed(1, '2026-06-15', price('120')), signed(2, '2026-04-01', price('110'))];
    expect(
      ['2026-03-31', '2026-04-01', '2026-06-14', '2026-06-15'].map((day) => feeOn(amendments, day)),
    ).toEqual(['100', '110', '110', '120']);
    // Of two amendments for the same day, the later signature applies.
    const corrected = [...amendments, signed(3, '2026-06-15', price('125'))];
    expect(feeOn(corrected, '2026-07-01')).toBe('125');
    expect(
      contractInTime(BASE, corrected).versions.map(({ from, amendmentIds }) => [from, amendmentIds]),
    ).toEqual([
      ['2026-02-01', []],
      ['2026-04-01', ['a-2']],
      ['2026-06-15', ['a-1', 'a-3']],
    ]);
  });

  it('ends machines and lets them join on their days', () => {
    const swap: ContractDelta = {
      endMachines: ['m-1'],
      addMachines: [{ id: 'cm-3', machineId: 'm-3', from: '2026-05-10', to: null }],
    };
    expect(contractInTime(BASE, [signed(1, '2026-05-10', swap)]).content.machines).toEqual([
      { id: 'cm-1', machineId: 'm-1', from: '2026-02-01', to: '2026-05-10' },
      BASE.machines[1],
      { id: 'cm-3', machineId: 'm-3', from: '2026-05-10', to: null },
    ]);
  });

  it('has the end that was signed last', () => {
    const ended = signed(1, '2026-10-01', { endsOn: '2026-09-30' });
    const extended = signed(2, '2026-09-01', { endsOn: '2027-01-31' });
    expect(contractInTime(BASE, [ended]).content.endsOn).toBe('2026-09-30');
    expect(contractInTime(BASE, [ended, extended]).content.endsOn).toBe('2027-01-31');
    expect(
      contractInTime(BASE, [ended, signed(2, '2026-11-01', { endsOn: null })]).content.endsOn,
    ).toBeNull();
  });

  it('does not depend on the order of the list of amendments', () => {
    const delta = fc.oneof(
      fc.integer({ min: 1, max: 999 }).map((amount) => price(String(amount))),
      fc.constantFrom<ContractDelta>(
        { endMachines: ['m-2'] },
        { buyerId: 'b-2' },
        { dropCharges: ['fee'] },
        { charges: [{ key: 'extra', id: 'x', set: { ...charge('extra', '7') } }] },
      ),
    );
    const amendments = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 28 }), delta), { maxLength: 6 })
      .map((all) =>
        all.map(([day, changes], index) =>
          signed(index + 1, `2026-03-${String(day).padStart(2, '0')}`, changes),
        ),
      );
    fc.assert(
      fc.property(
        amendments.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(contractInTime(BASE, shuffled)).toEqual(contractInTime(BASE, all));
        },
      ),
    );
  });
});

describe('deltaBetween', () => {
  const toInput = (more: Partial<AmendmentInput>): AmendmentInput => ({
    effectiveOn: '2026-05-10',
    reason: 'Because',
    ...more,
  });
  let ids = 0;
  const makeId = (): string => `new-${(ids += 1)}`;
  const devices = new Map([
    ['d-1', { id: 'd-1', code: 'D-1', machineId: 'm-1', siteCustomerId: null, signals: [] }],
    [
      'd-3',
      {
        id: 'd-3',
        code: 'D-3',
        machineId: 'm-3',
        siteCustomerId: null,
        signals: [{ key: 'hours', kind: 'counter', unit: 'h', modulus: '65536' }],
      },
    ],
  ]);
  const amended = (more: Partial<AmendmentInput>): ContractContent =>
    amendContent(BASE, toInput(more), devices, makeId).content;

  it.each<[string, Partial<AmendmentInput>]>([
    [
      'prices',
      { charges: [{ ...BASE.charges[0]!, pricing: { model: 'flat', amount: '150' } }, BASE.charges[1]!] },
    ],
    ['one charge less', { charges: [BASE.charges[1]!] }],
    [
      'one charge more',
      { charges: [...BASE.charges, { pricing: { model: 'flat', amount: '9' }, due: 'once' }] },
    ],
    [
      'a machine instead of another',
      { removeMachines: ['m-1'], addMachines: [{ machineId: 'm-3', like: 'm-1' }] },
    ],
    ['company, plan and end', { buyerId: 'b-2', planId: 'p-2', endsOn: '2027-12-31' }],
  ])('leads from one content to the other: %s', (_name, more) => {
    const wanted = amended(more);
    const delta = deltaBetween(BASE, wanted, '2026-05-10');
    expect(isEmptyDelta(delta)).toBe(false);
    expect(applyDelta(BASE, delta, '2026-05-10')).toEqual(wanted);
  });

  it('is empty without changes', () => {
    expect(
      isEmptyDelta(deltaBetween(BASE, amended({ charges: BASE.charges, paymentDays: 30 }), '2026-05-10')),
    ).toBe(true);
  });

  it('meters a joining machine like an existing one', () => {
    const { meters, charges } = amended({ addMachines: [{ machineId: 'm-3', like: 'm-1' }] });
    expect(meters).toMatchObject([{ id: 'me-1' }, { deviceId: 'd-3', signalKey: 'hours', modulus: '65536' }]);
    expect(charges[1]!.meterIds).toEqual(['me-1', meters[1]!.id]);
  });

  describe('replaces a changed meter with another one in charges:', () => {
    const read = (meters: AmendmentInput['meters']) => {
      const { content, places } = amendContent(BASE, toInput({ meters }), devices, makeId);
      const [, usage] = content.charges;
      return { meters: content.meters, counts: usage!.meterIds, places };
    };

    it('with another factor or limit, keeping the former meter', () => {
      const { meters, counts, places } = read([
        { id: 'me-1', deviceId: 'd-1', signalKey: 'hours', factor: '0.5', unit: 'h', maxRatePerHour: '3' },
      ]);
      expect(meters[0]).toEqual(BASE.meters[0]);
      expect(meters[1]).toMatchObject({ deviceId: 'd-1', factor: '0.5', maxRatePerHour: '3', modulus: null });
      expect(counts).toEqual([meters[1]!.id]);
      expect(places).toEqual(new Map([[meters[1]!.id, 0]]));
    });

    it('of another device', () => {
      const { meters, counts } = read([{ id: 'me-1', deviceId: 'd-3', signalKey: 'hours' }]);
      expect(meters).toMatchObject([
        { id: 'me-1' },
        { deviceId: 'd-3', maxGapMinutes: 1440, modulus: '65536' },
      ]);
      expect(counts).toEqual([meters[1]!.id]);
    });

    it('under the given id, even if it is identified only by its device and signal', () => {
      const { counts } = read([{ id: 'me-9', deviceId: 'd-1', signalKey: 'hours', maxGapMinutes: 60 }]);
      expect(counts).toEqual(['me-9']);
    });

    it('unless nothing differs', () => {
      expect(read([{ id: 'me-1', deviceId: 'd-1', signalKey: 'hours' }])).toEqual({
        meters: BASE.meters,
        counts: ['me-1'],
        places: new Map(),
      });
    });
  });

  it('reports which counter a joining machine lacks', () => {
    const { faults } = amendContent(
      BASE,
      toInput({ addMachines: [{ machineId: 'm-4', like: 'm-1' }] }),
      devices,
      makeId,
    );
    expect(faults).toEqual([
      { pointer: '/addMachines/0', code: 'contracts.machine_lacks_counter', params: { signal: 'hours' } },
    ]);
  });

  it('adds up: a machine that joined earlier is still counted when prices change later', () => {
    const joined = deltaBetween(
      BASE,
      amended({ addMachines: [{ machineId: 'm-3', like: 'm-1' }] }),
      '2026-05-10',
    );
    const dearer = deltaBetween(
      BASE,
      amended({
        charges: [BASE.charges[0]!, { ...BASE.charges[1]!, pricing: { model: 'unit', unitPrice: '3' } }],
      }),
      '2026-05-10',
    );
    // The price change was signed first, but applies later.
    const inTime = contractInTime(BASE, [signed(1, '2026-08-01', dearer), signed(2, '2026-05-10', joined)]);
    expect(contentOn(inTime, '2026-09-01').charges[1]).toMatchObject({
      meterIds: ['me-1', joined.meters![0]!.id],
      pricing: { unitPrice: '3' },
    });
  });
});
