import type { DutyPart } from '../../../api/types.js';
import { DUTY_STATES, type DutySpan, type DutyState } from './duty-spans.js';

/** Spans as the strip wants them; a state this build does not know is shown as silence, never as running. */
export function toDutySpans(parts: readonly DutyPart[] | undefined): DutySpan[] {
  return (parts ?? []).map((part) => ({
    from: Date.parse(part.from),
    to: Date.parse(part.to),
    state: (DUTY_STATES as readonly string[]).includes(part.state) ? (part.state as DutyState) : 'silent',
  }));
}
