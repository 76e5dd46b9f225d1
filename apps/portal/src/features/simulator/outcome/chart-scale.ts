const STEPS = [1, 2, 2.5, 5, 10] as const;

/** Round values across a range, approximately as many as requested. @param low must not exceed `high` */
export function niceTicks(low: number, high: number, about: number): number[] {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((one) => one * power >= rough) ?? 10);
  const first = Math.floor(low / step) * step;
  const count = Math.ceil((high - first) / step);
  return Array.from({ length: count + 1 }, (_, index) => first + index * step);
}

/** Moves labels apart until none overlap, keeping their order. @returns heights in the order of the input */
export function spreadLabels(heights: readonly number[], distance: number, lowest: number): number[] {
  const order = heights.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  const placed: { y: number; index: number }[] = [];
  for (const { y, index } of order) {
    const above = placed.at(-1);
    placed.push({ y: above === undefined ? y : Math.max(y, above.y + distance), index });
  }
  // Pushes labels that are below the chart back up, together with those above them.
  for (let position = placed.length - 1, limit = lowest; position >= 0; position -= 1) {
    const label = placed[position]!;
    label.y = Math.min(label.y, limit);
    limit = label.y - distance;
  }
  return placed.sort((a, b) => a.index - b.index).map(({ y }) => y);
}
