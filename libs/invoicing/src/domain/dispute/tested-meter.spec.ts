import type { Pricing } from '#contracts/domain';
import {
  completeReport,
  faultsOfReport,
  judgeTestOfLine,
  type LineOfMeter,
  type MeterTestReport,
  type SaidOfTest,
} from './tested-meter.js';

const REPORT: MeterTestReport = {
  testedOn: '2026-11-10',
  lastTestedOn: '2026-05-10',
  errorPercent: '4',
  tolerancePercent: '2',
  requestedBy: 'customer',
};
const TERM = { maxDays: 90, shareOfTime: '0.5', testFee: '180' };

/** October at 104 a day. */
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
  it('within tolerance changes nothing, and who asked pays', () => {
    expect(judgeTestOfLine(TERM, { ...REPORT, errorPercent: '-2' }, line(UNIT))).toEqual({
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

  it('too fast: what it counted too much on the line’s days that are corrected is given back', () => {
    // Half of 184 days, but 90 at most: from 12 August, so all of October.
    expect(judgeTestOfLine(TERM, REPORT, line(UNIT))).toEqual({
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

  it('of the days before the test alone, and none of those too long ago', () => {
    const report = { ...REPORT, testedOn: '2026-10-21', lastTestedOn: '2026-10-01' };
    expect(judgeTestOfLine(TERM, report, line(UNIT))).toMatchObject({
      correctedFrom: '2026-10-11',
      correctedTo: '2026-10-21',
      registered: '1040',
      overRegistered: '40.00',
      creditMinor: 8_000n,
    });
  });

  it('without a bound, all that the line counted', () => {
    const verdict = judgeTestOfLine({}, { ...REPORT, lastTestedOn: null }, line(UNIT));
    expect(verdict).toMatchObject({ correctedFrom: null, correctedTo: '2026-11-10', registered: '3224' });
  });

  it('too slow: the customer owes what it left out', () => {
    const days = DAYS.map(({ day }) => ({ day, quantity: '96' }));
    const verdict = judgeTestOfLine(TERM, { ...REPORT, errorPercent: '-4' }, { ...line(UNIT), days });
    expect(verdict).toMatchObject({ overRegistered: '-124.00', creditMinor: -24_800n });
  });

  it.each<[string, LineOfMeter, bigint | null]>([
    ['taken off: the other way round', line(UNIT, { deducts: true }), -24_800n],
    [
      'its last units are those that were too many',
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
    ['with the discount that was agreed', line({ ...UNIT, discountPercent: '10' }), 22_320n],
    ['what the maximum took off is not given back', line({ ...UNIT, maxAmount: '6300' }), 10_000n],
    ['at most what was billed', line(UNIT, { netMinor: 10_000n }), 10_000n],
    ['nothing of a line that is a credit', line(UNIT, { netMinor: -500n }), 0n],
    [
      'nothing beyond what is included',
      line(UNIT, { snapshot: { ...line(UNIT).snapshot!, billable: '24' } }),
      4_800n,
    ],
    ['in units that are converted', line({ ...UNIT, convert: { divideBy: '10' } }), 2_480n],
    ['not of money', line({ model: 'percentage', ratePercent: '3' }), null],
    ['not where prices changed', line(UNIT, { snapshot: { ...line(UNIT).snapshot!, prices: [] } }), null],
    ['not of a line that keeps nothing', line(UNIT, { snapshot: null }), null],
  ])('%s', (_, of, creditMinor) => {
    expect(judgeTestOfLine(TERM, REPORT, of).creditMinor).toBe(creditMinor);
  });

  it('too slow within what is included: nobody can tell what that would have cost', () => {
    const snapshot = {
      ...line({ ...UNIT, includedQuantity: '4000' }).snapshot!,
      billable: '0',
    };
    const verdict = judgeTestOfLine(TERM, { ...REPORT, errorPercent: '-4' }, line(UNIT, { snapshot }));
    expect(verdict.creditMinor).toBeNull();
  });
});

describe('what a report leaves open', () => {
  const said: SaidOfTest = { ...REPORT, lastTestedOn: null, tolerancePercent: null };
  const certificates = [
    { firstDay: '2024-05-01', tolerancePercent: '3' },
    { firstDay: '2026-05-01', tolerancePercent: '1.5' },
    { firstDay: '2026-11-10', tolerancePercent: '9' },
  ];

  it('the last certificate before the test says, else the contract', () => {
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

  it('or nothing does', () => {
    expect(completeReport(said, [], { meter: null })).toBeNull();
    expect(completeReport(said, [], { meter: { tolerance_pct: 'small' } })).toBeNull();
  });

  it.each<[Partial<SaidOfTest>, string[]]>([
    [{}, []],
    [{ testedOn: '2026-11-20', lastTestedOn: '2026-11-20' }, []],
    [
      { testedOn: '2026-11-21', lastTestedOn: '2026-11-22', errorPercent: '-100', tolerancePercent: '100.1' },
      ['/testedOn', '/lastTestedOn', '/errorPercent', '/tolerancePercent'],
    ],
  ])('%j has faults at %j', (change, pointers) => {
    const faults = faultsOfReport({ ...REPORT, ...change }, '2026-11-20');
    expect(faults.map(({ pointer }) => pointer)).toEqual(pointers);
  });
});
