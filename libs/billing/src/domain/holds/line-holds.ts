import { type HoldReason, isOnHold } from '#invoicing/domain';
import type { Draft } from '../draft/compose-draft.js';

/**
 * Returns a hold on the whole invoice if a line is on hold and the contract's terms require it (`billing.hold` is
 * `invoice`; docs/rules/invoicing.md#lines-on-hold). Otherwise, fees and other lines are billed without the lines on
 * hold.
 */
export function holdsOfLines({ lines }: Pick<Draft, 'lines'>, terms: object): HoldReason[] {
  const { billing } = terms as { readonly billing?: { readonly hold?: unknown } | null };
  const positionsOnHold = lines.flatMap((line, index) => (isOnHold(line) ? [index + 1] : []));
  if (billing?.hold !== 'invoice' || positionsOnHold.length === 0) return [];
  return [{ code: 'line_waits', params: { lines: positionsOnHold.join(', ') } }];
}
