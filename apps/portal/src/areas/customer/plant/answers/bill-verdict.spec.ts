import { evaluateBill } from './bill-verdict.js';

type Bill = Parameters<typeof evaluateBill>[0];

const measured = { state: 'measured', params: {} } as const;
const fixed = { state: 'fixed', params: {} } as const;
const bill = (more: Partial<Bill>): Bill => ({
  lines: [measured, fixed],
  heldLines: 0,
  isDisputed: false,
  hasBrokenProof: false,
  ...more,
});

describe("the verdict on a customer's bill", () => {
  it.each<[string, Partial<Bill>, string, number]>([
    ['is proven if every line is', {}, 'proven', 2],
    ['is not proven while it is disputed', { isDisputed: true, heldLines: 1 }, 'disputed', 2],
    ['is not proven while a line is on hold', { heldLines: 1 }, 'held', 1],
    [
      'is not proven if a line has an amount and a quantity on hold',
      { lines: [{ state: 'partly_held', params: { heldQuantity: '3' } }, fixed] },
      'held',
      1,
    ],
    ['is not proven without readings', { lines: [{ state: 'unknown', params: {} }] }, 'held', 1],
    ['is not proven if readings differ', { hasBrokenProof: true }, 'broken', 2],
    [
      'is not proven with a declared guarantee',
      { lines: [measured, { state: 'declared', params: {} }] },
      'declared',
      1,
    ],
    [
      'is not proven with an estimate',
      { lines: [{ state: 'measured', params: { estimatedQuantity: '5' } }] },
      'estimated',
      1,
    ],
    [
      'is not proven with an estimate of unknown size',
      { lines: [{ state: 'measured', params: { estimatedQuantity: null } }] },
      'estimated',
      1,
    ],
  ])('%s', (_, more, verdict, count) => {
    expect(evaluateBill(bill(more))).toEqual({ verdict, count });
  });
});
