/**
 * Signals of a chart by colour: the position of a signal in the list determines its colour, and an empty string is a
 * free colour. A signal therefore keeps its colour while others are added and removed.
 */
export type SignalSlots = readonly string[];

/** Maximum number of signals in a chart, one per colour. */
export const MAX_SIGNALS = 6;

/** Parses the signals in an address, such as `pressure_bar,,dewpoint_c`; undefined if the address has none. */
export function readSlots(text: string | undefined): SignalSlots | undefined {
  if (text === undefined) return undefined;
  const seen = new Set<string>();
  return text
    .split(',')
    .slice(0, MAX_SIGNALS)
    .map((key) => (seen.has(key) ? '' : (seen.add(key), key)));
}

/** Formats signals for an address. */
export function slotsText(slots: SignalSlots): string {
  return slots.join(',').replace(/,+$/, '');
}

/** Replaces the chosen signals. Signals that remain keep their colours; new ones take the first free colours. */
export function placeSignals(slots: SignalSlots, chosen: readonly string[]): SignalSlots {
  const next = slots.map((key) => (chosen.includes(key) ? key : ''));
  for (const key of chosen) {
    if (next.includes(key)) continue;
    const free = next.indexOf('');
    if (free !== -1) next[free] = key;
    else if (next.length < MAX_SIGNALS) next.push(key);
  }
  return next;
}

export interface ColouredSignal {
  readonly key: string;
  /** Number of the signal's colour, from 1. */
  readonly hue: number;
}

/** Returns the signals of a chart with their colours. */
export function colouredSignals(slots: SignalSlots): ColouredSignal[] {
  return slots.flatMap((key, index) => (key === '' ? [] : [{ key, hue: index + 1 }]));
}

/** Converts signals with colours back to slots. */
export function slotsOf(signals: readonly ColouredSignal[]): SignalSlots {
  const length = Math.max(0, ...signals.map(({ hue }) => hue));
  return Array.from({ length }, (_, index) => signals.find(({ hue }) => hue === index + 1)?.key ?? '');
}
