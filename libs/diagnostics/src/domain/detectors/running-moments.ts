/**
 * Mean and variance with exponential forgetting: all values weigh the same until there are `1 / rate` of them, then
 * each new value weighs `rate`. One instance holds several series in typed arrays, because the detectors call it for
 * every value.
 */
export class RunningMoments {
  private readonly mean: Float64Array;
  private readonly variance: Float64Array;
  private readonly counts: Uint32Array;

  constructor(
    series: number,
    private readonly rate: number,
    /** Minimum number of values for a distance. With fewer values, the distance is 0. */
    private readonly minCount: number,
  ) {
    this.mean = new Float64Array(series);
    this.variance = new Float64Array(series);
    this.counts = new Uint32Array(series);
  }

  /** Returns the distance of a value from the mean in standard deviations, and then adds the value. */
  distanceAndAdd(series: number, value: number, deviationFloor: number): number {
    const count = this.counts[series]!;
    const mean = this.mean[series]!;
    const variance = this.variance[series]!;
    const difference = value - mean;
    const distance =
      count < this.minCount ? 0 : difference / (Math.sqrt(variance) + deviationFloor + Number.MIN_VALUE);
    this.counts[series] = count + 1;
    const rate = Math.max(this.rate, 1 / (count + 1));
    this.mean[series] = mean + rate * difference;
    this.variance[series] = (1 - rate) * (variance + rate * difference * difference);
    return Number.isFinite(distance) ? distance : 0;
  }

  meanOf(series: number): number {
    return this.mean[series]!;
  }

  deviationOf(series: number): number {
    return Math.sqrt(this.variance[series]!);
  }

  reset(): void {
    this.mean.fill(0);
    this.variance.fill(0);
    this.counts.fill(0);
  }

  /** Size of the state in bytes. */
  get bytes(): number {
    return this.mean.byteLength + this.variance.byteLength + this.counts.byteLength;
  }
}
