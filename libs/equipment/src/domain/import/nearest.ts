/** An object to which a cell can refer. */
export interface Named {
  readonly code: string;
  readonly name: string;
}

/** Maximum share of letters in which matching words may differ. */
const MAX_DISTANCE = 0.34;

/**
 * Returns the candidate that the given text most probably refers to. The text may have a typo, lack accents, or be the
 * beginning of a longer name.
 * @returns undefined if no candidate is similar enough, or if two candidates are equally similar
 */
export function findNearest<Candidate extends Named>(
  text: string,
  candidates: Iterable<Candidate>,
): Candidate | undefined {
  const target = fold(text);
  if (target === '') return undefined;
  let best: Candidate | undefined;
  let bestScore = MAX_DISTANCE;
  let isTied = false;
  for (const candidate of candidates) {
    const score = Math.min(...foldedNames(candidate).map((name) => distance(target, name, bestScore)));
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

/**
 * Cache of folded names. A file of thousands of rows repeatedly looks up the same few hundred names, and folding them
 * is the slow part.
 */
const folded = new WeakMap<Named, readonly string[]>();

function foldedNames(candidate: Named): readonly string[] {
  let names = folded.get(candidate);
  if (!names) {
    names = [...new Set([fold(candidate.code), fold(candidate.name)])];
    folded.set(candidate, names);
  }
  return names;
}

/**
 * Removes accents, case and all characters other than letters and digits: "Mleczarnia Próbna" and "MLECZARNIA-PROBNA"
 * are equal.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Returns a distance from 0 (equal) to 1 (unrelated, or further than `maxDistance`). The beginning of a long name has
 * a small distance to the whole name.
 */
function distance(target: string, candidate: string, maxDistance: number): number {
  if (target === candidate) return 0;
  if (target.length >= 4 && candidate.startsWith(target))
    return 0.1 + 0.1 * (1 - target.length / candidate.length);
  const longer = Math.max(target.length, candidate.length);
  if (Math.abs(target.length - candidate.length) / longer > maxDistance) return 1;
  return Math.min(editDistance(target, candidate, maxDistance * longer) / longer, 1);
}

/**
 * Returns the number of insertions, deletions, substitutions and transpositions between two words, or Infinity above
 * `limit`.
 */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let lastLowest = 0;
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let lowest = i;
    for (let j = 1; j <= b.length; j += 1) {
      const change = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(change, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, beforeLast[j - 2]! + 1);
      row.push(best);
      if (best < lowest) lowest = best;
    }
    // A transposition skips at most one row, so no path within the limit exists after two consecutive rows above it.
    if (lowest > limit && lastLowest > limit) return Infinity;
    lastLowest = lowest;
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
