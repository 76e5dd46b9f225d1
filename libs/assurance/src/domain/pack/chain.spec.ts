import { type ChainedRow, computeChain, compareReceipt } from './chain.js';

const ROW: ChainedRow = { receivedAt: 10, at: 5, seq: '7', meter: 'a', row: '5;7;1' };
const ROWS = [ROW, { ...ROW, seq: '8', row: '5;8;2' }, { ...ROW, receivedAt: 11, row: '5;7;3' }];

describe('compareReceipt', () => {
  it.each<[string, Partial<ChainedRow>]>([
    ['receipt', { receivedAt: 11, at: 0, seq: '0', meter: '', row: '' }],
    ['device time', { at: 6, seq: '0', meter: '', row: '' }],
    ['sequence number, as a number', { seq: '10', meter: '', row: '' }],
    ['meter', { meter: 'b', row: '' }],
    ['row', { row: '5;7;2' }],
  ])('sorts by %s', (_what, later) => {
    expect(compareReceipt(ROW, { ...ROW, ...later })).toBeLessThan(0);
    expect(compareReceipt({ ...ROW, ...later }, ROW)).toBeGreaterThan(0);
  });

  it('treats equal rows as equal', () => {
    expect(compareReceipt(ROW, { ...ROW })).toBe(0);
  });

  it("distinguishes sequence numbers that doubles can't", () => {
    const [a, b] = ['9007199254740993', '9007199254740992'].map((seq) => ({ ...ROW, seq }));
    expect(compareReceipt(a!, b!)).toBeGreaterThan(0);
  });
});

describe('the hash chain of readings', () => {
  const chain = computeChain('D-1', ROWS);

  it('is the same for the same readings, and begins with the device', () => {
    expect(computeChain('D-1', [...ROWS])).toBe(chain);
    expect(chain).toMatch(/^[0-9a-f]{64}$/);
    expect(computeChain('D-2', ROWS)).not.toBe(chain);
    expect(computeChain('D-1', [])).not.toBe(computeChain('D-2', []));
  });

  it.each<[string, readonly ChainedRow[]]>([
    ['changed', [{ ...ROWS[0]!, row: '5;7;9' }, ROWS[1]!, ROWS[2]!]],
    ['dropped', ROWS.slice(1)],
    ['added', [...ROWS, ROWS[0]!]],
    ['moved', [ROWS[1]!, ROWS[0]!, ROWS[2]!]],
    ['assigned to another meter', [{ ...ROWS[0]!, meter: 'b' }, ROWS[1]!, ROWS[2]!]],
  ])('changes if a reading is %s', (_what, rows) => {
    expect(computeChain('D-1', rows)).not.toBe(chain);
  });
});
