/** What the demo data says of indexes: weights by the name of their series beside the rest. */
export type DemoEscalator = Readonly<Record<string, string | number>> & { readonly from: string };

const LIMITS = ['from', 'fixed', 'cap', 'floor'];
/** As such contracts have it. */
const NOTICE_DAYS = 30;

/** A contract's index clause. What is called `fixed` is what the weights leave. */
export function indexClauseOf(escalator: DemoEscalator | undefined, from: (day: string) => string) {
  if (escalator === undefined) return null;
  const { cap, floor } = escalator;
  const decimal = (value: string | number | undefined): string | null =>
    value === undefined ? null : String(value);
  return {
    from: from(escalator.from),
    weights: Object.entries(escalator)
      .filter(([key]) => !LIMITS.includes(key))
      .map(([key, weight]) => ({ key, weight: String(weight) })),
    fixedPercentPerYear: null,
    cap: decimal(cap),
    floor: decimal(floor),
    noticeDays: NOTICE_DAYS,
    lateNotice: 'postponed',
    charges: null,
    indexLagMonths: 1,
    baseMonth: null,
    factorDecimals: null,
    priceDecimals: null,
  };
}
