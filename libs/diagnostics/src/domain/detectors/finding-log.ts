import type { Finding } from './finding.js';

const WEEK_MS = 7 * 86_400_000;

/**
 * The findings of a machine, with its budget. Findings of sensor faults are always logged, because a sensor must be
 * checked before other findings that use it can be trusted.
 */
export class FindingLog {
  readonly all: Finding[] = [];
  /** Ring buffer of the times of the last findings that use the budget. */
  private readonly counted: Float64Array;
  private next = 0;

  constructor(perWeek: number) {
    this.counted = new Float64Array(perWeek).fill(-Infinity);
  }

  /** Logs a finding. Returns undefined without logging it if the machine's budget of the last 7 days is used up. */
  open(finding: Finding): Finding | undefined {
    if (finding.kind !== 'sensor') {
      if (finding.from - this.counted[this.next]! < WEEK_MS) return undefined;
      this.counted[this.next] = finding.from;
      this.next = (this.next + 1) % this.counted.length;
    }
    this.all.push(finding);
    return finding;
  }

  get bytes(): number {
    return this.counted.byteLength;
  }
}
