/** Index terms of the demo file: the weight of each index series by name, and other terms. */
export type DemoEscalator = Readonly<Record<string, string | number>> & { readonly from: string };

const LIMITS = ['from', 'fixed', 'cap', 'floor'];
/** Usual notice period. */
const NOTICE_DAYS = 30;

/** Converts the index terms of a contract to an index clause. `fixed` is the share that does not follow an index. */
export function toIndexClause(escalator: DemoEscalator | undefined, from: (day: string) => string) {
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
