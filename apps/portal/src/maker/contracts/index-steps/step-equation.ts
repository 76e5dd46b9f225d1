import type { Amendment } from '../../../api/types.js';

type Step = NonNullable<Amendment['indexStep']>;
type Part = Step['parts'][number];

/** The factor of a step as a sum that anybody can do again: "0.15 + 0.5 × 126.1 ÷ 118.4 = 1.023034". */
export function stepEquation(
  { fixedPercentPerYear }: Pick<Step, 'fixedPercentPerYear'>,
  { indexes, rawFactor }: Pick<Part, 'indexes' | 'rawFactor'>,
): string {
  if (fixedPercentPerYear !== null) return `+${fixedPercentPerYear} % → ${rawFactor}`;
  const fixed = restOfOne(indexes.map(({ weight }) => weight));
  const terms = indexes.map(({ weight, value, base }) => `${weight} × ${value} ÷ ${base}`);
  return `${[...(fixed === '0' ? [] : [fixed]), ...terms].join(' + ')} = ${rawFactor}`;
}

const DECIMALS = 12;

/** What decimals leave of 1, exactly. */
function restOfOne(weights: readonly string[]): string {
  const one = 10n ** BigInt(DECIMALS);
  const rest = weights.reduce((left, weight) => left - scaled(weight), one);
  const digits = (rest < 0n ? -rest : rest).toString().padStart(DECIMALS + 1, '0');
  const text = `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`.replace(/\.?0+$/, '');
  return `${rest < 0n ? '-' : ''}${text}`;
}

function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(DECIMALS, '0').slice(0, DECIMALS));
}
