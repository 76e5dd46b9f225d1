import { useMemo } from 'react';
import type { DutySpan, DutyState } from '../../features/machines/duty/duty-spans.js';
import { DutyStrip } from '../../features/machines/duty/duty-strip.js';
import classes from './sign-in-strips.module.css';

const ROWS = 44;
const DAY_MINUTES = 1440;

/** A repeatable pseudo-random sequence in 0..1, so that the picture is the same on every visit. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

/** A fictional day of a machine. It is decoration rather than data, and therefore unlabelled. */
function generateDay(row: number): DutySpan[] {
  const next = sequence(row * 7919 + 17);
  const shift = next() < 0.35;
  const spans: DutySpan[] = [];
  let minute = 0;
  while (minute < DAY_MINUTES) {
    const idle = shift && minute > 300 && minute < 780;
    const state: DutyState = idle ? 'off' : next() < 0.72 ? 'load' : 'idle';
    const length = idle ? 120 + next() * 200 : state === 'load' ? 12 + next() * 110 : 4 + next() * 16;
    spans.push({ from: minute, to: Math.min(DAY_MINUTES, minute + length), state });
    minute += length;
  }
  return spans;
}

/** Decorative strips of machine activity beside the sign-in form. */
export function SignInStrips() {
  const days = useMemo(() => Array.from({ length: ROWS }, (_, row) => generateDay(row)), []);
  return (
    <div className={classes.strips} aria-hidden>
      {days.map((spans, row) => (
        <DutyStrip key={row} spans={spans} from={0} to={DAY_MINUTES} height={11} />
      ))}
    </div>
  );
}
