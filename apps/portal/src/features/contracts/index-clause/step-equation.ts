import type { Amendment } from '../../../api/types.js';
import { remainderOfOne } from '../../../format/decimals.js';

type Step = NonNullable<Amendment['indexStep']>;
type Part = Step['parts'][number];

/** Returns the factor of a step as an equation that anyone can verify: "0.5 + 0.5 × 126.1 ÷ 118.4 = 1.032517". */
export function stepEquation(
  { fixedPercentPerYear }: Pick<Step, 'fixedPercentPerYear'>,
  { indexes, rawFactor }: Pick<Part, 'indexes' | 'rawFactor'>,
): string {
  if (fixedPercentPerYear !== null) return `+${fixedPercentPerYear}% → ${rawFactor}`;
  const fixed = remainderOfOne(indexes.map(({ weight }) => weight));
  const terms = indexes.map(({ weight, value, base }) => `${weight} × ${value} ÷ ${base}`);
  return `${[...(fixed === '0' ? [] : [fixed]), ...terms].join(' + ')} = ${rawFactor}`;
}
