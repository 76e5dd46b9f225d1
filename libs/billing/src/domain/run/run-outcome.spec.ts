import type { UsageReason } from '#metering/domain';
import { evaluateDraft, type LineOnHold, worstOutcome } from './run-outcome.js';

const meter = { device: 'FM-PL-1', signalKey: 'air_m3_total', unit: 'm3' };
const line = (facts: Partial<LineOnHold>): LineOnHold => ({
  state: 'measured',
  isWhole: false,
  meter,
  heldQuantity: '0',
  holds: [],
  ...facts,
});
const hold = (code: UsageReason['code'], fromValue = '0'): UsageReason => ({
  code,
  holds: true,
  from: '2026-11-14T22:00:00.000Z',
  to: '2026-11-14T23:00:00.000Z',
  fromValue,
  toValue: '1',
  quantity: null,
});

describe('evaluateDraft', () => {
  it('is ready if nothing is on hold', () => {
    expect(evaluateDraft([])).toEqual({ outcome: 'ready', reasons: [] });
  });

  it('is ready with a part on hold, and lists each kind of reason once, with the facts of the first one', () => {
    const holds = [hold('counter_fell', '7'), hold('implausible_rate', '8'), hold('counter_fell', '9')];
    const { outcome, reasons } = evaluateDraft([line({ heldQuantity: '378', holds })]);
    expect(outcome).toBe('ready');
    expect(reasons).toEqual(
      [
        ['counter_fell', '7'],
        ['implausible_rate', '8'],
      ].map(([code, fromValue]) => ({
        code,
        params: {
          ...meter,
          heldQuantity: '378',
          isWhole: false,
          from: '2026-11-14T22:00:00.000Z',
          to: '2026-11-14T23:00:00.000Z',
          fromValue,
          toValue: '1',
          quantity: null,
        },
      })),
    );
  });

  it.each<[string, Partial<LineOnHold>, string]>([
    ['a meter with everything on hold', { state: 'held', holds: [hold('counter_fell')] }, 'counter_fell'],
    ['a meter without data', { state: 'unknown' }, 'nothing_read'],
    [
      'a price in another currency',
      { state: 'held', meter: null, heldQuantity: null },
      'price_in_other_currency',
    ],
  ])('is on hold because of %s', (_what, facts, code) => {
    const evaluated = evaluateDraft([
      line({ isWhole: true, ...facts }),
      line({ holds: [hold('implausible_rate')] }),
    ]);
    expect(evaluated.outcome).toBe('held');
    expect(evaluated.reasons.map((reason) => reason.code)).toEqual([code, 'implausible_rate']);
  });

  it('is on hold as a whole if its tax is unknown, regardless of its lines', () => {
    const holds = [{ code: 'tax_rule_missing', params: { supply: 'goods', country: 'DE' } }];
    expect(evaluateDraft([], holds)).toEqual({
      outcome: 'held',
      reasons: [{ code: 'billing.hold_tax_rule_missing', params: { supply: 'goods', country: 'DE' } }],
    });
  });

  it.each([
    [['ready', 'held', 'failed'], 'failed'],
    [['ready', 'held'], 'held'],
    [['ready', 'ready'], 'ready'],
  ] as const)(
    'a document of contracts that are %j is %s, the first in alphabetical order',
    (outcomes, worst) => {
      expect(worstOutcome(outcomes)).toBe(worst);
      expect([...outcomes].sort()[0]).toBe(worst);
    },
  );
});
