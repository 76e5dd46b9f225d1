import fc from 'fast-check';
import { isCreditorReference, isKsefNumber } from './check-digits.js';
import { areConfusable, isOneEditApart, similarity } from './similarity.js';
import { plainName } from './texts.js';

/** Damerau-Levenshtein distance (optimal string alignment), as the textbook algorithm. */
function distance(left: string, right: string): number {
  const rows = Array.from({ length: left.length + 1 }, (_, row) => [
    row,
    ...new Array<number>(right.length).fill(0),
  ]);
  for (let column = 0; column <= right.length; column++) rows[0]![column] = column;
  for (let i = 1; i <= left.length; i++)
    for (let j = 1; j <= right.length; j++) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = best;
    }
  return rows[left.length]![right.length]!;
}

describe('similar references', () => {
  it('are one edit apart exactly if their distance is at most one', () => {
    const text = fc.stringMatching(/^[0-2]{0,7}$/);
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(isOneEditApart(left, right)).toBe(distance(left, right) <= 1);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['PL202600042', 'PL202600042', 1],
    ['PL202600043', 'PL202600042', 0.85],
    ['PL2026000', 'PL202600042', 0.7],
    ['2600042', 'PL202600042', 0.6],
    ['FVPL202600042', 'PL202600042', 0.8],
    ['INV13', 'INV12', 0.6],
    ['MX202699999', 'PL202600042', 0],
    ['42', 'PL202600042', 0],
  ])('%s and %s: %s', (piece, key, least) => {
    const rating = similarity(piece, key);
    if (least === 0) expect(rating).toBe(0);
    else expect(rating).toBeGreaterThanOrEqual(least);
  });

  it('are confusable if one is a cut of the other', () => {
    expect(areConfusable('INV1', 'INV123')).toBe(true);
    expect(areConfusable('INV1', 'INV1')).toBe(false);
  });
});

describe('check digits', () => {
  it('belong to creditor references and KSeF numbers', () => {
    expect(isCreditorReference('RF37PL202600042')).toBe(true);
    expect(isCreditorReference('RF37PL202600043')).toBe(false);
    // The example of the KSeF API's documentation.
    expect(isKsefNumber('5265877635202508260100001AF629AF')).toBe(true);
    expect(isKsefNumber('5265877635202508260100001AF628AF')).toBe(false);
    expect(isKsefNumber('PL202600042')).toBe(false);
  });
});

it('names compare without legal forms, accents and punctuation', () => {
  expect(plainName('Żółw Sp. z o.o.')).toBe(plainName('ZOLW SP Z O O'));
  expect(plainName('Aceros García, S.A. de C.V.')).toBe('ACEROS GARCIA');
  expect(plainName('Fundición del Norte, S. A.')).toBe(plainName('FUNDICION DEL NORTE SA'));
  expect(plainName('A.B. Stal')).toBe(plainName('AB Stal'));
});
