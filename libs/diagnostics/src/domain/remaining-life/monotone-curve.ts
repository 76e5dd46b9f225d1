const BINS = 16;

/**
 * Fits a rising curve from an index to a result: means in bins with the same number of points, made monotone by pooling
 * adjacent violators, with straight lines between.
 */
export function fitMonotoneCurve(
  index: readonly number[],
  results: readonly number[],
): (value: number) => number {
  const order = [...index.keys()].sort((a, b) => index[a]! - index[b]!);
  const pools: { x: number; y: number; count: number }[] = [];
  const bins = Math.max(1, Math.min(BINS, order.length >> 1));
  for (let bin = 0; bin < bins; bin += 1) {
    const members = order.slice(
      Math.floor((bin * order.length) / bins),
      Math.floor(((bin + 1) * order.length) / bins),
    );
    if (members.length === 0) continue;
    pools.push({
      x: members.reduce((sum, member) => sum + index[member]!, 0) / members.length,
      y: members.reduce((sum, member) => sum + results[member]!, 0) / members.length,
      count: members.length,
    });
    for (let last = pools.length - 1; last > 0 && pools[last]!.y < pools[last - 1]!.y; last -= 1) {
      const [before, after] = pools.splice(last - 1, 2) as [(typeof pools)[0], (typeof pools)[0]];
      const count = before.count + after.count;
      pools.splice(last - 1, 0, {
        x: (before.x * before.count + after.x * after.count) / count,
        y: (before.y * before.count + after.y * after.count) / count,
        count,
      });
    }
  }
  const first = pools[0];
  const last = pools.at(-1);
  return (value) => {
    if (!first || !last) return 0;
    // Below the lowest bin, the index continues with its own slope down to 0.
    if (value <= first.x) return Math.max(0, first.y + value - first.x);
    if (value >= last.x) return last.y;
    const next = pools.findIndex((pool) => pool.x >= value);
    const [low, high] = [pools[next - 1]!, pools[next]!];
    return low.y + ((high.y - low.y) * (value - low.x)) / (high.x - low.x);
  };
}
