import { clauseId } from './clauses/clause.js';

const FOCUSABLE = 'input:not([type="hidden"]):not([disabled]), button:not([disabled]), [tabindex]';

/** Moves the focus to a field of the editor, or to the clause that contains it if the field is not shown. */
export function focusPath(path: string): void {
  const field = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
  const clause = clauseOf(path);
  const target =
    field?.matches(FOCUSABLE) === true
      ? field
      : (field?.querySelector<HTMLElement>(FOCUSABLE) ??
        clause?.querySelector<HTMLElement>(FOCUSABLE) ??
        clause);
  (clause ?? target)?.scrollIntoView({ block: 'center' });
  target?.focus({ preventScroll: true });
}

/** The clause of a path: `charges.1.pricing.unitPrice` belongs to `charges.1`, `exit.noticeDays` to `exit`. */
function clauseOf(path: string): HTMLElement | null {
  const parts = path.split('.');
  for (let count = parts.length; count > 0; count -= 1) {
    const clause = document.getElementById(clauseId(parts.slice(0, count).join('.')));
    if (clause !== null) return clause;
  }
  return null;
}
