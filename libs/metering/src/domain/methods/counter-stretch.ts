import { judged, type JudgedValue, type Step } from '../steps/counter-judge.js';
import type { UsableReading } from '../steps/counter-reading.js';
import { startOf } from '../evidence/evidence-span.js';
import { countsIn, type CountingWindow, isLong, ownTime, reachOf } from '../usage/metered-period.js';
import type { Opening } from '../evidence/evidence-hash.js';
import { holdLimitOf, type MeterRule } from '../usage/meter-rule.js';
import type { RegisterChange } from '../steps/registers.js';
import { leadsOver, type Span } from '../windows/spans.js';
import { foreignOpening } from './foreign-opening.js';
import { StepBook } from '../steps/step-book.js';
import { type Metering, type Stretch, stretchOf } from './stretch.js';

/** A counter's steps: see `deriveUsage`. */
export function counterStretch(
  { meter, period, asOf, records, tally }: Metering,
  ordered: readonly UsableReading[],
  window: CountingWindow,
): Stretch {
  const book = new StepBook(records, window, tally);
  let opening: Opening = { reading: null, fallenFrom: null };
  let first: UsableReading | null = null;
  let last: UsableReading | null = null;
  const known = ordered.filter(({ at }) => at <= asOf || at <= window.to);
  const isWhole = period.isPart === undefined;
  const closing = isWhole && asOf >= window.to ? closingOf(known, window, records.changes, meter) : null;
  // The period before has its part of a step only once a reading has come after it.
  const isRead = closing !== null || known.some(({ at }) => at > window.from && at <= window.to);
  for (const { value, step, fallenFrom } of judgedIn(window, known, records.changes, meter)) {
    const isReading = value.change === undefined;
    const isOpening = value.change?.type === 'opening';
    if (isReading || isOpening) last = value;
    if (isOpening || !countsIn(window, value.at)) {
      // What another register had fallen from says nothing about this one.
      opening = {
        reading: isReading || isOpening ? value : opening.reading,
        fallenFrom: fallenFrom?.toFixed() ?? null,
      };
      continue;
    }
    if (isReading) {
      first ??= value;
      tally.addReading(value);
    }
    if (step === null) continue;
    const isDivided = crosses(step, window.from, window, meter) || isHandedOver(step, window);
    const isShared = isRead && isWhole && isDivided && book.share(step);
    if (!isShared) book.take(step);
  }
  const leading =
    closing === null ? [] : stepsOver(window.to, closing, known, window, records.changes, meter);
  const isExplained = leading.map((step) => book.share(step)).includes(true);
  const end = Math.min(window.to, asOf);
  const silentFrom = last?.at ?? window.from;
  const isSilent = end > Math.max(silentFrom, window.from) && end - silentFrom > holdLimitOf(meter);
  if (isSilent && !isExplained)
    book.silence({ from: silentFrom, to: end }, last, asOf >= window.to ? 'end' : 'running');
  return {
    ...stretchOf(book, { window, opening, first }),
    closing,
    startValue: (opening.reading ?? first)?.value ?? null,
    endValue: last?.value ?? null,
  };
}

/** Whether a step is longer than a silence may be and leads over an instant. */
function crosses(step: Step, at: number, window: CountingWindow, meter: MeterRule): boolean {
  return isLong(spanOf(step), holdLimitOf(meter), window) && leadsOver(spanOf(step), at);
}

/** Whether a step leads over an instant at which another customer's coverage ends or begins: it is divided there, however short it is. */
function isHandedOver(step: Step, window: CountingWindow): boolean {
  const own = ownTime(window);
  return leadsOver(spanOf(step), own.from) || leadsOver(spanOf(step), own.to);
}

/**
 * The first reading after a window that closes a step of which the window has a part: one long after the last reading in it, or the
 * first one of the customer who takes over when the window ends.
 */
export function closingOf<Reading extends UsableReading>(
  ordered: readonly Reading[],
  window: CountingWindow,
  changes: readonly Pick<RegisterChange, 'at'>[],
  meter: Pick<MeterRule, 'maxGapMinutes'>,
): Reading | null {
  const { to } = window;
  const next = ordered.find(({ at }) => at > to);
  if (!next || next.at >= reachOf(window)) return null;
  const since = foreignOpening(ordered, window)?.at ?? window.since;
  const isBefore = ({ at }: { readonly at: number }): boolean => at >= since && at <= to;
  // A change that nobody read after does not tell the period before that its counter was read.
  const last = (ordered.findLast(isBefore) ?? changes.findLast(isBefore))?.at;
  if (last === undefined) return null;
  const isHandedOverHere = to === ownTime(window).to && last < to;
  return isHandedOverHere || isLong({ from: last, to: next.at }, holdLimitOf(meter), window) ? next : null;
}

/** Steps over a window's end, up to the first reading after it, as the period after it judges them. */
function stepsOver(
  end: number,
  closing: UsableReading,
  ordered: readonly UsableReading[],
  window: CountingWindow,
  changes: readonly RegisterChange[],
  meter: MeterRule,
): Step[] {
  const { since, before } = window;
  const isOthers = closing.at > ownTime(window).to;
  // The customer who takes over knows the last reading alone, and both must judge their step alike.
  const last = isOthers ? lookedAt(ordered, { ...window, from: end }).at(-1)?.at : undefined;
  const after = { since: last ?? since, from: end, to: closing.at, ...(last === undefined && { before }) };
  return [...judgedIn(after, ordered, changes, meter)].flatMap(({ step }) =>
    step !== null &&
    (crosses(step, end, window, meter) || isHandedOver(step, window)) &&
    leadsOver(spanOf(step), end)
      ? [step]
      : [],
  );
}

const spanOf = ({ from, to }: Step): Span => ({ from: from.at, to: to.at });

/** What a window's counter showed one after the other, with the steps between, and what it had fallen from by then. */
function judgedIn(
  window: CountingWindow,
  ordered: readonly UsableReading[],
  changes: readonly RegisterChange[],
  meter: MeterRule,
): Iterable<JudgedValue> {
  const seen = lookedAt(ordered, window);
  const holdLimit = holdLimitOf(meter);
  return judged(seen, changesIn(window, seen, changes, meter), { ...meter, holdLimit });
}

/**
 * Readings of a window and of a day before it; where none of these was before it, the last one that was. That is one of another
 * customer where nothing was read since their time ended.
 */
function lookedAt(ordered: readonly UsableReading[], window: CountingWindow): readonly UsableReading[] {
  const inside = ordered.filter(({ at }) => at >= window.since && at <= window.to);
  const foreign = foreignOpening(ordered, window);
  if (foreign) return [foreign, ...inside];
  const start = startOf(window);
  const begin = inside.findIndex(({ at }) => at >= start);
  if (begin < 0) return inside.slice(-1);
  return inside.slice(inside[begin]!.at <= window.from ? begin : Math.max(begin - 1, 0));
}

/** The first version of the rules by which a register of earlier does not stand before the reading from which counting goes on. */
const CHANGES_SEEN_SINCE = 7;

/**
 * Changes since the reading from which counting goes on. What its register began with is older, and would be taken for a height
 * that the counter fell from. Counting goes on from the opening of a contract that was billed elsewhere only until a reading takes
 * its place.
 */
function changesIn(
  window: CountingWindow,
  seen: readonly UsableReading[],
  changes: readonly RegisterChange[],
  { version = CHANGES_SEEN_SINCE }: Pick<MeterRule, 'version'>,
): RegisterChange[] {
  const { from, to } = window;
  const [first] = seen;
  const isSeen = ({ at }: RegisterChange): boolean => {
    if (first === undefined || first.at > from) return at >= window.since;
    return version >= CHANGES_SEEN_SINCE ? at >= first.at : at >= Math.min(window.since, first.at);
  };
  const isReadBefore = seen.some(({ at }) => at < from);
  return changes.filter(
    (change) => isSeen(change) && change.at <= to && (change.type !== 'opening' || !isReadBefore),
  );
}
