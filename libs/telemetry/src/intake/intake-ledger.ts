import {
  addCounts,
  type IntakeCounts,
  lagBucketOf,
  createEmptyCounts,
} from '../domain/intake/intake-counts.js';
import type { FaultCode } from '../domain/messages/fault.js';
import { isLate } from '../domain/intake/late.js';
import { DUPLICATE, FAULT_CODES, type Outcome, STORED } from '../domain/readings/outcomes.js';
import { DeviceLedger } from './device-ledger.js';
import type { IntakeBatch } from './intake-batch.js';

/** A maker's traffic since the process started. */
export interface MakerTotals {
  readonly slug: string;
  readonly counts: IntakeCounts;
  readonly quarantinedBy: Map<FaultCode, number>;
}

/** Counts of a maker's traffic in one minute. */
export interface MinuteCounts {
  readonly makerId: string;
  /** Start of the minute in epoch milliseconds. */
  readonly minuteMs: number;
  readonly counts: IntakeCounts;
}

const MINUTE_MS = 60_000;

/** Counts traffic by maker, batch by batch: totals since the start for metrics, and minutes for the database. */
export class IntakeLedger {
  /** Counts by device, for the limits of devices. */
  readonly devices = new DeviceLedger();
  private readonly byMaker = new Map<string, MakerTotals>();
  private pending = new Map<string, MinuteCounts>();

  /** Counts a committed batch. @param committedMs epoch milliseconds */
  note(batch: IntakeBatch, outcomes: readonly Outcome[], committedMs: number): void {
    const found = countBatch(batch, outcomes, committedMs);
    const minuteMs = Math.floor(committedMs / MINUTE_MS) * MINUTE_MS;
    this.devices.note(batch, outcomes, minuteMs);
    for (const [makerId, { slug, counts, quarantinedBy }] of found) {
      this.addPending({ makerId, minuteMs, counts });
      const totals = this.byMaker.get(makerId);
      if (!totals) {
        this.byMaker.set(makerId, { slug, counts: copyCounts(counts), quarantinedBy });
        continue;
      }
      addCounts(totals.counts, counts);
      for (const [reason, count] of quarantinedBy)
        totals.quarantinedBy.set(reason, (totals.quarantinedBy.get(reason) ?? 0) + count);
    }
  }

  /** Returns the totals of each maker with traffic since the process started. */
  totals(): readonly MakerTotals[] {
    return [...this.byMaker.values()];
  }

  /** Returns and removes the counts that aren't written yet. */
  take(): MinuteCounts[] {
    const taken = [...this.pending.values()];
    this.pending = new Map();
    return taken;
  }

  /** Restores counts that could not be written, for the next attempt. */
  restore(minutes: readonly MinuteCounts[]): void {
    for (const minute of minutes) this.addPending(minute);
  }

  private addPending({ makerId, minuteMs, counts }: MinuteCounts): void {
    const key = `${makerId} ${minuteMs}`;
    const known = this.pending.get(key);
    if (known) addCounts(known.counts, counts);
    else this.pending.set(key, { makerId, minuteMs, counts: copyCounts(counts) });
  }
}

function countBatch(
  batch: IntakeBatch,
  outcomes: readonly Outcome[],
  committedMs: number,
): Map<string, MakerTotals> {
  const found = new Map<string, MakerTotals>();
  let makerId = '';
  let tally = { slug: '', counts: createEmptyCounts(), quarantinedBy: new Map<FaultCode, number>() };
  // Consecutive items of a batch usually belong to the same maker, and a lookup for each would cost more than counting.
  const selectTally = (id: string, slug: string): void => {
    if (id === makerId) return;
    makerId = id;
    const known = found.get(id);
    tally = known ?? { slug, counts: createEmptyCounts(), quarantinedBy: new Map<FaultCode, number>() };
    if (!known) found.set(id, tally);
  };
  const quarantine = (reason: FaultCode): void => {
    tally.counts.quarantined++;
    tally.quarantinedBy.set(reason, (tally.quarantinedBy.get(reason) ?? 0) + 1);
  };
  const { timesMs, arrivedMs, shapes } = batch.readings;
  for (let m = 0; m < batch.messages; m++) {
    const { makerId: id, makerSlug } = batch.getSender(m);
    selectTally(id, makerSlug);
    const { counts } = tally;
    counts.messages++;
    const end = batch.firstReadingOf(m + 1);
    for (let i = batch.firstReadingOf(m); i < end; i++) {
      counts.lags[lagBucketOf(committedMs - arrivedMs[i]!)]!++;
      const outcome = outcomes[i]!;
      if (outcome === STORED) {
        counts.readings++;
        counts.points += shapes[i]!.keys.length;
        if (isLate(timesMs[i]!, arrivedMs[i]!, shapes[i]!.timeSource)) counts.late++;
      } else if (outcome === DUPLICATE) counts.duplicates++;
      else quarantine(FAULT_CODES[outcome]);
    }
  }
  for (const { makerId: id, fault } of batch.quarantined) {
    selectTally(id, '');
    quarantine(fault.code);
  }
  return found;
}

function copyCounts(counts: IntakeCounts): IntakeCounts {
  return { ...counts, lags: [...counts.lags] };
}
