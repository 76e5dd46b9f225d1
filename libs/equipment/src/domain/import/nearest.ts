/** Something a cell can name. */
export interface Named {
  readonly code: string;
  readonly name: string;
}

/** Beyond this share of changed letters two words are taken for different ones. */
const FURTHEST = 0.34;

/**
 * The candidate that a text most probably means: a slip of the keys, missing accents, or the beginning of a longer name.
 * @returns undefined where nothing is near, or where two are equally near and a guess would be arbitrary
 */
export function nearest<Candidate extends Named>(
  text: string,
  candidates: Iterable<Candidate>,
): Candidate | undefined {
  const wanted = fold(text);
  if (wanted === '') return undefined;
  let best: Candidate | undefined;
  let bestScore = FURTHEST;
  let isTied = false;
  for (const candidate of candidates) {
    const score = Math.min(distance(wanted, fold(candidate.code)), distance(wanted, fold(candidate.name)));
    if (score < bestScore || (score === bestScore && best === undefined)) {
      best = candidate;
      bestScore = score;
      isTied = false;
    } else if (score === bestScore) {
      isTied = true;
    }
  }
  return isTied ? undefined : best;
}

/** Without accents, case and whatever is no letter or digit: "Mleczarnia Próbna" and "MLECZARNIA-PROBNA" are one. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** From 0 (the same) to 1 (nothing in common). The beginning of a long name counts as near. */
function distance(wanted: string, candidate: string): number {
  if (wanted === candidate) return 0;
  if (wanted.length >= 4 && candidate.startsWith(wanted))
    return 0.1 + 0.1 * (1 - wanted.length / candidate.length);
  const longer = Math.max(wanted.length, candidate.length);
  if (Math.abs(wanted.length - candidate.length) / longer > FURTHEST) return 1;
  return editDistance(wanted, candidate) / longer;
}

/** Insertions, deletions, changes and swaps of neighbours that make one word the other. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(change, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, beforeLast[j - 2]! + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
