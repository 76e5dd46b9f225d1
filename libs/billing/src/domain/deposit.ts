import { type ContractView, depositOf, type ExitAgreement, plusDays, termsOn } from '#contracts';
import { Exact, toMinor } from '#platform';
import type { DraftInput } from './draft/draft-input.js';

type Ending = Pick<ContractView, 'currency' | 'endsOn' | 'takeover' | 'versions'>;

/**
 * The deposit that a month's bill is to be set off against: that of the contract's last month, where it was agreed so.
 * @returns null where there is none, it goes back, or later months are billed
 */
export function depositAt(contract: Ending, month: DraftInput['month']): bigint | null {
  const { endsOn, takeover, versions, currency } = contract;
  if (takeover === null || endsOn === null || month.to.date !== plusDays(endsOn, 1)) return null;
  const brought = depositOf(takeover);
  if (new Exact(brought).isZero() || !isSetOff(termsOn(versions, endsOn))) return null;
  return toMinor(new Exact(brought), currency);
}

/** Whether a deposit is set off against the last bill; it goes back whole where nothing else was agreed. */
export function isSetOff({ exit }: { readonly exit: ExitAgreement | null }): boolean {
  return exit?.deposit === 'set_off';
}

/** What of a deposit a bill takes: no more than it comes to, and nothing of one that gives back. */
export function setOff(heldMinor: bigint, grossMinor: bigint): bigint {
  const most = grossMinor > 0n ? grossMinor : 0n;
  return heldMinor < most ? heldMinor : most;
}
