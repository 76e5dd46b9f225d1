/**
 * Pseudorandom values as pure functions: the same seed and instant give the same value in every run, so that a
 * restarted fleet publishes exactly the same readings.
 */

/**
 * Local references to global functions, because each step calls them dozens of times, and looking up a global is
 * expensive in a test's sandbox.
 */
const { floor, imul } = Math;

/** Returns a pseudorandom number in [0, 1) for a seed and an integer. */
export function chance(seed: number, index: number): number {
  let mixed = imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ imul(index | 0, 0xc2b2ae35);
  mixed = imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
}

/**
 * Returns a value in [-1, 1] that changes smoothly over time, between independent random values in each `period`. Time
 * and period have the same unit.
 */
export function smoothNoise(seed: number, time: number, period: number): number {
  const position = time / period;
  const index = floor(position);
  const fraction = position - index;
  const eased = fraction * fraction * (3 - 2 * fraction);
  const left = chance(seed, index);
  return 2 * (left + (chance(seed, index + 1) - left) * eased) - 1;
}

/** Returns a seed for a string, such as a serial number. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
