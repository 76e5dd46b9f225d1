/** A value axis of a chart. Series with the same unit share it. */
export interface ValueAxis {
  readonly unit: string;
  /** Name of the scale in the chart; `y` for the first axis, which limits refer to. */
  readonly scale: string;
  readonly side: 'left' | 'right';
}

/** Maximum number of value axes on one side of a chart. More would leave too little room for the lines. */
export const MAX_AXES_PER_SIDE = 2;

/**
 * Assigns an axis to each unit in the order of its first series: the first on the left, the second on the right, and so
 * on, so that a chart with two units has one axis on each side.
 */
export function assignAxes(series: readonly { readonly unit: string }[]): ValueAxis[] {
  return [...new Set(series.map(({ unit }) => unit))].map((unit, index) => ({
    unit,
    scale: index === 0 ? 'y' : `y${index + 1}`,
    side: index % 2 === 0 ? 'left' : 'right',
  }));
}

/**
 * Divides series into charts, so that none needs more axes per side than fit. Series with the same unit stay together;
 * otherwise the order is kept.
 */
export function groupByAxes<Series extends { readonly unit: string }>(
  series: readonly Series[],
  perSide: number = MAX_AXES_PER_SIDE,
): Series[][] {
  const perChart = Math.max(1, perSide * 2);
  const units = [...new Set(series.map(({ unit }) => unit))];
  const groups: Series[][] = [];
  for (let start = 0; start < units.length; start += perChart) {
    const own = units.slice(start, start + perChart);
    groups.push(series.filter(({ unit }) => own.includes(unit)));
  }
  return groups;
}
