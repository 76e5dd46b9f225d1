import fc from 'fast-check';

/** The test result of a property that must hold for every example. */
export interface PropertyOutcome {
  readonly name: string;
  readonly examples: number;
  /** A description of the smallest counterexample; null if there is none. */
  readonly broken: string | null;
}

export interface Trial {
  readonly seed: number;
  readonly examples: number;
}

/** Tests a property on random examples and reports the smallest counterexample. */
export function tryProperty<Example>(
  name: string,
  { seed, examples }: Trial,
  any: fc.Arbitrary<Example>,
  holds: (example: Example) => void,
): PropertyOutcome {
  const found = fc.check(fc.property(any, holds), { seed, numRuns: examples, endOnFailure: false });
  const broken = found.failed ? (fc.defaultReportMessage(found) ?? 'the property is violated') : null;
  return { name, examples: found.numRuns, broken };
}

/** Throws an error with both values if they differ. */
export function assertSame(what: string, found: unknown, wanted: unknown): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: ${a}, expected ${b}`);
}

export function assertTrue(what: string, isTrue: boolean): void {
  if (!isTrue) throw new Error(what);
}
