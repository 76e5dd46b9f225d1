/** Counts latencies in tenths of a millisecond, up to one minute. This gives percentiles without storing each value. */
export class Latencies {
  private readonly counts = new Uint32Array(600_001);
  count = 0;

  add(ms: number): void {
    this.counts[Math.min(600_000, Math.round(ms * 10))]!++;
    this.count++;
  }

  /** Returns a percentile in milliseconds; null if there are no latencies. */
  percentile(share: number): number | null {
    let left = Math.ceil(this.count * share);
    if (left === 0) return null;
    for (let i = 0; i < this.counts.length; i++) {
      left -= this.counts[i]!;
      if (left <= 0) return i / 10;
    }
    return null;
  }
}
