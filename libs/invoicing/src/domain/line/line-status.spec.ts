import { statusOfLine } from './line-status.js';

type Line = Parameters<typeof statusOfLine>[0];

const line = (more: Partial<Line>): Line => ({
  kind: 'usage',
  params: {},
  amountMinor: '100',
  state: 'measured',
  ...more,
});

describe("a line's status", () => {
  it.each<[string, Partial<Line>, string]>([
    ['is measured if readings prove all of it', {}, 'measured'],
    [
      'is declared for an availability guarantee without recorded downtime',
      { kind: 'performance', params: { model: 'availability', availabilityPercent: '100' } },
      'declared',
    ],
    [
      'is measured for a guarantee that meters prove',
      { kind: 'performance', params: { model: 'energy' } },
      'measured',
    ],
    ['is on hold in part with a quantity on hold', { params: { heldQuantity: '12.5' } }, 'partly_held'],
    ['is on hold in part with a reason for a hold', { params: { holds: 1 } }, 'partly_held'],
    ['is not on hold for a quantity of zero', { params: { heldQuantity: '0', holds: 0 } }, 'measured'],
    ['is on hold without an amount', { state: 'held', amountMinor: null, params: { holds: 1 } }, 'held'],
    ['is unknown without readings', { state: 'unknown', amountMinor: null }, 'unknown'],
    [
      'is fixed for a guarantee that is not evaluated yet',
      { kind: 'performance', state: 'fixed', params: { model: 'availability', pending: 1 } },
      'fixed',
    ],
  ])('%s', (_, more, status) => {
    expect(statusOfLine(line(more))).toBe(status);
  });
});
