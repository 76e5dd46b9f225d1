/**
 * Chance as a function of its arguments: the same seed and moment give the same value in every run, so a fleet that is
 * started again publishes exactly what it published before.
 */

/** Looked up once: a step needs them dozens of times, and in a sandbox each look-up of a global is dear. */
const { floor, imul } = Math;

/** A number in [0, 1) from a seed and an integer. */
export function chance(seed: number, index: number): number {
  let mixed = imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ imul(index | 0, 0xc2b2ae35);
  mixed = imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
}

/** A smooth wander in [-1, 1]: independent values every `period`, joined without corners. Time and period in one unit. */
export function wander(seed: number, time: number, period: number): number {
  const place = time / period;
  const index = floor(place);
  const along = place - index;
  const ease = along * along * (3 - 2 * along);
  const left = chance(seed, index);
  return 2 * (left + (chance(seed, index + 1) - left) * ease) - 1;
}

/** A seed from a text, such as a serial number. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
