import { createHash } from 'node:crypto';
import { isIntegerBeyondDouble } from './decimal-text.js';
import type { NativeMessage, Quality, SentValue } from './native-format.js';

/** Whose clock a reading's time is. */
export const TIME_OF_DEVICE = 0;
export const TIME_OF_ARRIVAL = 1;
export type TimeSource = typeof TIME_OF_DEVICE | typeof TIME_OF_ARRIVAL;

/** A message in the shape in which it is stored: one row, its values in the order of its sorted keys. */
export interface Frame {
  readonly timeMs: number;
  /** As sent; negative where none was: then it is the identity of the content. */
  readonly seq: string;
  readonly timeSource: TimeSource;
  readonly receivedMs: number;
  readonly keys: readonly string[];
  /** Null for a text, which stands in `others`, and for a gauge without a value. */
  readonly values: readonly (number | null)[];
  /** Texts by key, and integers that a double can't hold, as text. */
  readonly others: Readonly<Record<string, string>> | null;
  /** Null when all are good. */
  readonly qualities: readonly Quality[] | null;
  /** Equal for two messages exactly when they say the same. */
  readonly content: string;
}

/**
 * Gives a message its place and its identity. Device time and sequence number as sent; a message with a time but no number
 * is told apart by its content; one without a time gets its arrival's, and is marked.
 * @param receivedMs arrival, epoch milliseconds
 */
export function composeFrame(message: NativeMessage, receivedMs: number): Frame {
  const sorted = [...message.values].sort(byKey);
  const keys = sorted.map((value) => value.key);
  const values = sorted.map((value) => (typeof value.value === 'number' ? value.value : null));
  const others = composeOthers(sorted);
  const qualities = sorted.some((value) => value.quality !== 0) ? sorted.map((value) => value.quality) : null;
  const content = JSON.stringify([keys, values, others, qualities]);
  return {
    timeMs: message.timeMs ?? receivedMs,
    seq: message.seq === null ? contentNumber(content) : String(message.seq),
    timeSource: message.timeMs === null ? TIME_OF_ARRIVAL : TIME_OF_DEVICE,
    receivedMs,
    keys,
    values,
    others,
    qualities,
    content,
  };
}

/** A number below zero made of the content: -1 to -2^62, so that no sent sequence number can equal it. */
function contentNumber(content: string): string {
  const head = createHash('sha256').update(content).digest().readBigUInt64BE(0);
  return String(-((head >> 2n) + 1n));
}

function composeOthers(sorted: readonly SentValue[]): Record<string, string> | null {
  let others: Record<string, string> | null = null;
  for (const { key, value, exact } of sorted) {
    if (typeof value === 'string') (others ??= {})[key] = value;
    else if (exact !== null && isIntegerBeyondDouble(exact)) (others ??= {})[key] = exact;
  }
  return others;
}

function byKey(a: SentValue, b: SentValue): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
