import { type HoldReason, isOnHold } from '#invoicing/domain';
import type { Draft } from '../draft/compose-draft.js';

/**
 * Puts the whole invoice on hold for lines on hold if the contract's terms say so (`billing.hold` is `invoice`;
 * docs/rules/invoicing.md#lines-on-hold). Otherwise fees and other lines are billed without them.
 */
export function holdsOfLines({ lines }: Pick<Draft, 'lines'>, terms: object): HoldReason[] {
  const { billing } = terms as { readonly billing?: { readonly hold?: unknown } | null };
  const positionsOnHold = lines.flatMap((line, index) => (isOnHold(line) ? [index + 1] : []));
  if (billing?.hold !== 'invoice' || positionsOnHold.length === 0) return [];
  return [{ code: 'line_waits', params: { lines: positionsOnHold.join(', ') } }];
}
