import type { MeterFields } from '#contracts';
import type { Transaction } from '#platform';
import { ensureAllReadingsKept, readBlocks } from '#telemetry';
import {
  isUsable,
  orderReadings,
  type CounterReading,
  type UsableReading,
} from './domain/counter-reading.js';
import { holdLimitOf } from './domain/meter-rule.js';
import { closingOf } from './domain/methods/counter-stretch.js';
import type { CountingWindow } from './domain/metered-period.js';
import type { MeterRecords } from './domain/meter-records.js';
import { type CounterSource, firstReadingAfter, readingsIn } from './usage.queries.js';

/** What leads out of a counter's period. */
export interface Closing {
  /** The reading that divides the last step, as in `closingOf`; null where none does. */
  readonly reading: UsableReading | null;
  /**
   * Device time up to which a reading that is not known yet would make another usage of the period; null for without end, because
   * nothing was read after it.
   */
  readonly lookedTo: number | null;
}

/** A counter's period with the readings that are known of it. */
interface Closable {
  readonly source: CounterSource;
  readonly windows: readonly CountingWindow[];
  readonly meter: Pick<MeterFields, 'method' | 'maxGapMinutes'>;
  readonly inside: readonly CounterReading[];
  readonly records: Pick<MeterRecords, 'changes'>;
}

/**
 * Looks for the reading after each counter's period. Most counters are read within minutes after it: those are looked through
 * together, and one by one only those that were silent for longer than the contract believes.
 * @param asOf how far time has come, and until when readings are known
 * @returns in the order asked
 * @throws DomainError telemetry.readings_removed
 */
export async function findClosings(
  tx: Transaction,
  counters: readonly Closable[],
  asOf: number,
): Promise<Closing[]> {
  const found = counters.map(({ windows }): Closing => ({
    reading: null,
    lookedTo: windows.at(-1)?.to ?? null,
  }));
  const open = [...counters.keys()].filter((place) => leadsOut(counters[place]!, asOf));
  const looks = open.map((place) => lookOf(counters[place]!, asOf));
  const sure = await findFollowed(tx, looks, asOf);
  for (const [index, place] of open.entries()) {
    if (sure[index]) continue;
    const { source, windows, meter, inside, records } = counters[place]!;
    const window = windows.at(-1)!;
    const { end, isOver } = looks[index]!;
    const after = isOver ? await firstReadingAfter(tx, source, window.to, end, asOf) : undefined;
    const usable = orderReadings(inside.filter(({ at }) => at <= window.to)).filter(isUsable);
    const reading = after ? closingOf([...usable, after], window, records.changes, meter) : null;
    found[place] = { reading, lookedTo: reading?.at ?? (after ? window.to : null) };
  }
  return found;
}

/** Whether counting goes on after a counter's period, which is over. */
function leadsOut({ windows, meter }: Closable, asOf: number): boolean {
  const last = windows.at(-1);
  return meter.method === 'counter' && last !== undefined && last.until !== undefined && last.to <= asOf;
}

interface FollowLook {
  readonly source: CounterSource;
  readonly from: number;
  /** The latest instant at which a reading is no long step away from the last one. */
  readonly until: number;
  /** Up to when a reading may come that is this contract's. */
  readonly end: number;
  /** Whether that is later. */
  readonly isOver: boolean;
}

function lookOf({ source, windows, inside, meter }: Closable, asOf: number): FollowLook {
  const { to, until: ends } = windows.at(-1)!;
  const end = Math.min(asOf, (ends ?? Infinity) - 1);
  const last = inside.filter(isUsable).reduce((most, { at }) => Math.max(most, at), -Infinity);
  const until = Math.min(Math.max(to, last + holdLimitOf(meter)), end);
  return { source, from: to + 1, until, end, isOver: end > until };
}

/** Whether each counter was read soon after its period. */
async function findFollowed(tx: Transaction, looks: readonly FollowLook[], asOf: number): Promise<boolean[]> {
  const asked = looks.filter(({ from, until }) => from <= until);
  if (asked.length === 0) return looks.map(() => false);
  const spans = new Map<number, { fromMs: number; toMs: number }>();
  for (const { source, from, until } of asked) {
    const span = spans.get(source.deviceKey) ?? { fromMs: Infinity, toMs: -Infinity };
    spans.set(source.deviceKey, {
      fromMs: Math.min(span.fromMs, from),
      toMs: Math.max(span.toMs, until + 1),
    });
  }
  await ensureAllReadingsKept(
    tx,
    asked.map(({ source, from, until }) => ({ ...source, span: { fromMs: from, toMs: until + 1 } })),
  );
  const keys = new Set(asked.map(({ source }) => source.signalKey));
  const blocks = await readBlocks(tx, spans, { keys });
  return looks.map(({ source, from, until }) => {
    const block = from <= until ? blocks.get(source.deviceKey) : undefined;
    return block !== undefined && readingsIn(block, source, from, until, asOf).some(isUsable);
  });
}
