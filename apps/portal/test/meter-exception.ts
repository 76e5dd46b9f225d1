import type { DecisionEffect, MeterDecision, MeterException } from '../src/api/types.js';

const EXCEPTION: MeterException = {
  id: 'e-1',
  kind: 'implausible_rate',
  state: 'open',
  from: '2026-11-20T02:00:00Z',
  to: '2026-11-20T03:00:00Z',
  fromValue: '1000.25',
  toValue: '9000.75',
  quantity: '8000.5',
  stake: { amount: '800.05', currency: 'EUR' },
  periodFrom: '2026-11-01',
  openedAt: '2026-11-24T08:00:00Z',
  closedAt: null,
  contract: { id: 'c-1', number: 'C-1', zone: 'Asia/Jakarta' },
  customer: { id: 'cu-1', name: 'Bekasi Textiles' },
  meter: { id: 'me-1', device: 'FM-1', serial: 'S-1', signalKey: 'air_m3_total', unit: 'm3' },
  decision: null,
};

/** An open exception of a counter that rose too fast. Tests override only the fields that they check. */
export function buildException(change: Partial<MeterException> = {}): MeterException {
  return { ...EXCEPTION, ...change };
}

const DECISION: MeterDecision = {
  id: 'dec-1',
  choice: 'estimate',
  quantity: '40.5',
  reason: 'The counter was replaced',
  decidedAt: '2026-11-24T09:00:00Z',
  decidedBy: 'Wang Fang',
  decidedById: 'other',
  estimate: null,
  evidenceHash: 'hash',
  needsSecond: false,
  verdict: null,
};

/** A decision that needs no second person. Tests override only the fields that they check. */
export function buildMeterDecision(change: Partial<MeterDecision> = {}): MeterDecision {
  return { ...DECISION, ...change };
}

const QUANTITIES: DecisionEffect['before'] = {
  quantity: '1000',
  estimatedQuantity: '0',
  heldQuantity: '0',
  unbilledQuantity: '0',
  amount: { amount: '100.00', currency: 'EUR' },
};

/** The effect of a decision. Tests override only the figures that they change. */
export function buildDecisionEffect(
  before: Partial<DecisionEffect['before']> = {},
  after: Partial<DecisionEffect['after']> = {},
  change: Partial<DecisionEffect> = {},
): DecisionEffect {
  return {
    month: '2026-11',
    needsSecond: false,
    estimate: null,
    before: { ...QUANTITIES, ...before },
    after: { ...QUANTITIES, ...after },
    ...change,
  };
}
