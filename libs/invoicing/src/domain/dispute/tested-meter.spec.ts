import type { Pricing } from '#contracts/domain';
import {
  completeReport,
  faultsOfReport,
  evaluateTestOfLine,
  type LineOfMeter,
  type MeterTestReport,
  type MeterTestInput,
} from './tested-meter.js';

const REPORT: MeterTestReport = {
  testedOn: '2026-11-10',
  lastTestedOn: '2026-05-10',
  errorPercent: '4',
  tolerancePercent: '2',
  requestedBy: 'customer',
};
const TERM = { maxDays: 90, shareOfTime: '0.5', testFee: '180' };

/** October with 104 per day. */
const DAYS = Array.from({ length: 31 }, (_, index) => ({
  day: `2026-10-${String(index + 1).padStart(2, '0')}`,
  quantity: '104',
}));

const line = (applied: Pricing, more: Partial<LineOfMeter> = {}): LineOfMeter => ({
  days: DAYS,
  deducts: false,
  snapshot: {
    applied,
    billable: '3224',
    counter: { from: '2026-10-01', to: '2026-11-01', used: 31, of: 31, isFinal: false },
  },
  netMinor: 644_800n,
  currency: 'PLN',
  ...more,
});
const UNIT: Pricing = { model: 'unit', unitPrice: '2' };

describe('a tested meter', () => {
  it('changes nothing within tolerance, and the requesting party pays', () => {
    expect(evaluateTestOfLine(TERM, { ...REPORT, errorPercent: '-2' }, line(UNIT))).toEqual({
      isWithin: true,
      correctedFrom: null,
      correctedTo: null,
      registered: null,
      overRegistered: null,
      creditMinor: 0n,
      feePayer: 'customer',
      fee: '180.00',
    });
  });

  it('credits over-registered usage on the line’s corrected days', () => {
    // Half of 184 days, limited to 90 days: from 12 August, so all of October is included.
    expect(evaluateTestOfLine(TERM, REPORT, line(UNIT))).toEqual({
      isWithin: false,
      correctedFrom: '2026-08-12',
      correctedTo: '2026-11-10',
      registered: '3224',
      overRegistered: '124.00',
      creditMinor: 24_800n,
      feePayer: 'supplier',
      fee: '180.00',
    });
  });

  it('corrects only days before the test, within the limit', () => {
    const report = { ...REPORT, testedOn: '2026-10-21', lastTestedOn: '2026-10-01' };
    expect(evaluateTestOfLine(TERM, report, line(UNIT))).toMatchObject({
      correctedFrom: '2026-10-11',
      correctedTo: '2026-10-21',
      registered: '1040',
      overRegistered: '40.00',
      creditMinor: 8_000n,
    });
  });

  it('corrects the line’s whole usage without a limit', () => {
    const verdict = evaluateTestOfLine({}, { ...REPORT, lastTestedOn: null }, line(UNIT));
    expect(verdict).toMatchObject({ correctedFrom: null, correctedTo: '2026-11-10', registered: '3224' });
  });

  it('charges under-registered usage to the customer', () => {
    const days = DAYS.map(({ day }) => ({ day, quantity: '96' }));
    const verdict = evaluateTestOfLine(TERM, { ...REPORT, errorPercent: '-4' }, { ...line(UNIT), days });
    expect(verdict).toMatchObject({ overRegistered: '-124.00', creditMinor: -24_800n });
  });

  it.each<[string, LineOfMeter, bigint | null]>([
    ['a subtracted meter: with the opposite sign', line(UNIT, { deducts: true }), -24_800n],
    [
      'over-registered units are the last ones',
      line({
        model: 'graduated',
        tiers: [
          { upTo: '3200', unitPrice: '2' },
          { upTo: null, unitPrice: '1' },
        ],
      }),
      // 24 at 1 and 100 at 2.
      22_400n,
    ],
    ['with the agreed discount', line({ ...UNIT, discountPercent: '10' }), 22_320n],
    ['excludes the amount above the maximum', line({ ...UNIT, maxAmount: '6300' }), 10_000n],
    ['at most the billed amount', line(UNIT, { netMinor: 10_000n }), 10_000n],
    ['zero for a line that is a credit', line(UNIT, { netMinor: -500n }), 0n],
    [
      'zero for over-registered units within the allowance',
      line(UNIT, { snapshot: { ...line(UNIT).snapshot!, billable: '24' } }),
      4_800n,
    ],
    ['in converted units', line({ ...UNIT, convert: { divideBy: '10' } }), 2_480n],
    ['unknown for a percentage of money', line({ model: 'percentage', ratePercent: '3' }), null],
    ['unknown if prices changed', line(UNIT, { snapshot: { ...line(UNIT).snapshot!, prices: [] } }), null],
    ['unknown without a snapshot', line(UNIT, { snapshot: null }), null],
  ])('%s', (_, of, creditMinor) => {
    expect(evaluateTestOfLine(TERM, REPORT, of).creditMinor).toBe(creditMinor);
  });

  it('can’t price under-registered units within the allowance', () => {
    const snapshot = {
      ...line({ ...UNIT, includedQuantity: '4000' }).snapshot!,
      billable: '0',
    };
    const verdict = evaluateTestOfLine(TERM, { ...REPORT, errorPercent: '-4' }, line(UNIT, { snapshot }));
    expect(verdict.creditMinor).toBeNull();
  });
});

describe('missing fields of a report', () => {
  const said: MeterTestInput = { ...REPORT, lastTestedOn: null, tolerancePercent: null };
  const certificates = [
    { firstDay: '2024-05-01', tolerancePercent: '3' },
    { firstDay: '2026-05-01', tolerancePercent: '1.5' },
    { firstDay: '2026-11-10', tolerancePercent: '9' },
  ];

  it('come from the last certificate before the test or, without one, from the contract', () => {
    expect(completeReport(said, certificates, {})).toMatchObject({
      lastTestedOn: '2026-05-01',
      tolerancePercent: '1.5',
    });
    const silent = [{ firstDay: '2026-05-01', tolerancePercent: null }];
    expect(completeReport(said, silent, { meter: { tolerance_pct: 2 } })).toMatchObject({
      lastTestedOn: '2026-05-01',
      tolerancePercent: '2',
    });
    expect(completeReport({ ...said, tolerancePercent: '0.5' }, certificates, {})?.tolerancePercent).toBe(
      '0.5',
    );
  });

  it('can be missing there too', () => {
    expect(completeReport(said, [], { meter: null })).toBeNull();
    expect(completeReport(said, [], { meter: { tolerance_pct: 'small' } })).toBeNull();
  });

  it.each<[Partial<MeterTestInput>, string[]]>([
    [{}, []],
    [{ testedOn: '2026-11-20', lastTestedOn: '2026-11-20' }, []],
    [
      { testedOn: '2026-11-21', lastTestedOn: '2026-11-22', errorPercent: '-100', tolerancePercent: '100.1' },
      ['/testedOn', '/lastTestedOn', '/errorPercent', '/tolerancePercent'],
    ],
  ])('%j has errors at %j', (change, pointers) => {
    const faults = faultsOfReport({ ...REPORT, ...change }, '2026-11-20');
    expect(faults.map(({ pointer }) => pointer)).toEqual(pointers);
  });
});
