import type { TimeSource } from '../intake/time-source.js';
import type { Quality } from '../messages/native-format.js';

/**
 * A non-numeric value of a key in a message: text, boolean, null, or the digits of an integer that a double can't
 * represent.
 */
export type Constant = string | boolean | null | { readonly integer: string };

/**
 * A message without its numbers, time and sequence number: the sorted keys and their non-numeric values. A machine
 * sends similar messages repeatedly, so a few shapes serve millions of readings.
 */
export interface Shape {
  /** The keys, sorted by code unit. */
  readonly keys: readonly string[];
  /** The non-numeric values by index of `keys`; undefined for keys with a number, which is in the reading. */
  readonly constants: readonly (Constant | undefined)[];
  /** The qualities by index of `keys`; null if all are good. */
  readonly qualities: readonly Quality[] | null;
  readonly timeSource: TimeSource;
  /** Indexes of numeric values in `keys`, in order. */
  readonly numeric: readonly number[];
  /** The serialized shape. Two shapes are equal exactly if their texts are equal. */
  readonly text: string;
}

/** Maximum number of characters in all cached shapes. Each event with a different text adds a shape. */
const MAX_CACHED_CHARS = 8_000_000;
const known = new Map<string, Shape>();
let knownChars = 0;

/** Returns the shape of these parts. While a shape is cached, the same parts return the same object. */
export function shapeOf(
  keys: readonly string[],
  constants: readonly (Constant | undefined)[],
  qualities: readonly Quality[] | null,
  timeSource: TimeSource,
): Shape {
  // 0 marks a number; its value is in the reading.
  const text = JSON.stringify([
    keys,
    constants.map((c) => (c === undefined ? 0 : c)),
    qualities ?? 0,
    timeSource,
  ]);
  const found = known.get(text);
  if (found) return found;
  const numeric = keys.flatMap((_, position) => (constants[position] === undefined ? [position] : []));
  const shape = { keys, constants, qualities, timeSource, numeric, text };
  cacheShape(shape);
  return shape;
}

function cacheShape(shape: Shape): void {
  if (knownChars + shape.text.length > MAX_CACHED_CHARS) {
    known.clear();
    knownChars = 0;
  }
  known.set(shape.text, shape);
  knownChars += shape.text.length;
}

type ShapeDocument = [string[], (Constant | number)[], Quality[] | 0, TimeSource];

/** Parses `shape.text`. */
export function parseShape(text: string): Shape {
  const found = known.get(text);
  if (found) return found;
  const [keys, constants, qualities, timeSource] = JSON.parse(text) as ShapeDocument;
  return shapeOf(
    keys,
    constants.map((constant) => (typeof constant === 'number' ? undefined : constant)),
    qualities === 0 ? null : qualities,
    timeSource,
  );
}

/** Distinct shapes in order of first occurrence. */
export class ShapeList {
  readonly shapes: Shape[] = [];
  private readonly places = new Map<Shape, number>();

  /** Returns the shape's index in the list, and appends the shape if it is new. */
  indexOf(shape: Shape): number {
    let index = this.places.get(shape);
    if (index === undefined) {
      index = this.shapes.push(shape) - 1;
      this.places.set(shape, index);
    }
    return index;
  }
}

/** Returns the shape reduced to some of its keys. */
export function projectShape(shape: Shape, wanted: ReadonlySet<string>): Shape {
  if (shape.keys.every((key) => wanted.has(key))) return shape;
  const keptPositions = shape.keys.flatMap((key, position) => (wanted.has(key) ? [position] : []));
  return shapeOf(
    keptPositions.map((position) => shape.keys[position]!),
    keptPositions.map((position) => shape.constants[position]),
    shape.qualities && keptPositions.map((position) => shape.qualities![position]!),
    shape.timeSource,
  );
}
