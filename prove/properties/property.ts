import fc from 'fast-check';

/** Something that holds of every example, and how it was tried. */
export interface PropertyOutcome {
  readonly name: string;
  readonly examples: number;
  /** The smallest example that breaks it, in words; null while none does. */
  readonly broken: string | null;
}

export interface Trial {
  readonly seed: number;
  readonly examples: number;
}

/** Tries a property on random examples; of one that breaks it the smallest is told. */
export function tryProperty<Example>(
  name: string,
  { seed, examples }: Trial,
  any: fc.Arbitrary<Example>,
  holds: (example: Example) => void,
): PropertyOutcome {
  const found = fc.check(fc.property(any, holds), { seed, numRuns: examples, endOnFailure: false });
  const broken = found.failed ? (fc.defaultReportMessage(found) ?? 'it does not hold') : null;
  return { name, examples: found.numRuns, broken };
}

/** Throws where two values are not equal, with both. */
export function same(what: string, found: unknown, wanted: unknown): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: ${a} and not ${b}`);
}

export function must(what: string, isSo: boolean): void {
  if (!isSo) throw new Error(what);
}
