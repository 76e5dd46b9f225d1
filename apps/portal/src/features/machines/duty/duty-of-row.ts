import type { DutyPart } from '../../../api/types.js';
import { DUTY_STATES, type DutySpan, type DutyState } from './duty-spans.js';

/** Converts spans for the strip. A state unknown to this build is shown as a data gap, never as running. */
export function toDutySpans(parts: readonly DutyPart[] | undefined): DutySpan[] {
  return (parts ?? []).map((part) => ({
    from: Date.parse(part.from),
    to: Date.parse(part.to),
    state: (DUTY_STATES as readonly string[]).includes(part.state) ? (part.state as DutyState) : 'silent',
  }));
}
