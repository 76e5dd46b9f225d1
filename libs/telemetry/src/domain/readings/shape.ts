import type { TimeSource } from '../intake/time-source.js';
import type { Quality } from '../messages/native-format.js';

/** What a message says of a key beside numbers: a text, a truth, nothing, or an integer that a double can't hold, digit by digit. */
export type Constant = string | boolean | null | { readonly integer: string };

/**
 * All of a message but its numbers, its time and its sequence number: the sorted keys and what is said of each that is no
 * number. Machines say much the same again and again, so that a handful of shapes serves millions of readings.
 */
export interface Shape {
  /** Sorted by code unit. */
  readonly keys: readonly string[];
  /** By position of `keys`; undefined where the reading's own numbers hold the value. */
  readonly constants: readonly (Constant | undefined)[];
  /** By position of `keys`; null when all are good. */
  readonly qualities: readonly Quality[] | null;
  readonly timeSource: TimeSource;
  /** Positions in `keys` whose values are numbers, in order. */
  readonly numeric: readonly number[];
  /** Equal for two shapes exactly when they are the same; also how they are written. */
  readonly text: string;
}

/** How many characters of shapes are remembered; events with texts of their own make a new one each. */
const REMEMBERED_CHARS = 8_000_000;
const known = new Map<string, Shape>();
let knownChars = 0;

/** The shape of these parts; the same object for the same parts, while it is remembered. */
export function shapeOf(
  keys: readonly string[],
  constants: readonly (Constant | undefined)[],
  qualities: readonly Quality[] | null,
  timeSource: TimeSource,
): Shape {
  // A number stands for a number: its value is the reading's own.
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
  remember(shape);
  return shape;
}

function remember(shape: Shape): void {
  if (knownChars + shape.text.length > REMEMBERED_CHARS) {
    known.clear();
    knownChars = 0;
  }
  known.set(shape.text, shape);
  knownChars += shape.text.length;
}

type Written = [string[], (Constant | number)[], Quality[] | 0, TimeSource];

/** Reads what `shape.text` says. */
export function parseShape(text: string): Shape {
  const found = known.get(text);
  if (found) return found;
  const [keys, constants, qualities, timeSource] = JSON.parse(text) as Written;
  return shapeOf(
    keys,
    constants.map((constant) => (typeof constant === 'number' ? undefined : constant)),
    qualities === 0 ? null : qualities,
    timeSource,
  );
}

/** Shapes in the order in which they are first met, each once. */
export class ShapeList {
  readonly shapes: Shape[] = [];
  private readonly places = new Map<Shape, number>();

  /** The shape's place in the list, at whose end it is put when it is new. */
  placeOf(shape: Shape): number {
    let place = this.places.get(shape);
    if (place === undefined) {
      place = this.shapes.push(shape) - 1;
      this.places.set(shape, place);
    }
    return place;
  }
}

/** The shape with some of its keys only. */
export function projectShape(shape: Shape, wanted: ReadonlySet<string>): Shape {
  if (shape.keys.every((key) => wanted.has(key))) return shape;
  const kept = shape.keys.flatMap((key, position) => (wanted.has(key) ? [position] : []));
  return shapeOf(
    kept.map((position) => shape.keys[position]!),
    kept.map((position) => shape.constants[position]),
    shape.qualities && kept.map((position) => shape.qualities![position]!),
    shape.timeSource,
  );
}
