import { firstAtOrAfter, type ReadingBlock, valueIn } from '#telemetry';

/** A sample that says another state than the one before, or follows on it after a silence. */
export interface StateSample {
  readonly at: Date;
  readonly reported: string | null;
  readonly previousAt: Date | null;
}

/**
 * One reading a slot, the first of it, led by the last one before the window; of these only what changes the picture.
 * @param block of the window, and of a while before it
 */
export function sampleStates(
  block: ReadingBlock,
  fromMs: number,
  slotMs: number,
  patienceMs: number,
): StateSample[] {
  const first = firstAtOrAfter(block, fromMs);
  const indices = first > 0 ? [first - 1] : [];
  for (let i = first; i < block.count;) {
    indices.push(i);
    const slot = Math.floor((block.timesMs[i]! - fromMs) / slotMs);
    i = firstAtOrAfter(block, fromMs + (slot + 1) * slotMs);
  }
  const samples: StateSample[] = [];
  let previous: { at: number; reported: string | null } | undefined;
  for (const i of indices) {
    const at = block.timesMs[i]!;
    const state = valueIn(block, i, 'state');
    const reported = typeof state === 'string' ? state : null;
    if (!previous || reported !== previous.reported || at - previous.at > patienceMs)
      samples.push({ at: new Date(at), reported, previousAt: previous ? new Date(previous.at) : null });
    previous = { at, reported };
  }
  return samples;
}
