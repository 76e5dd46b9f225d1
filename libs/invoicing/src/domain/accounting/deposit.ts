import {
  type BilledPeriod,
  type ContractView,
  depositOf,
  type ExitAgreement,
  plusDays,
  termsOn,
} from '#contracts/domain';
import { Exact, toMinor } from '#platform/domain';

type Ending = Pick<ContractView, 'currency' | 'endsOn' | 'takeover' | 'versions'>;

/**
 * The deposit that a month's bill is to be set off against: that of the contract's last month, where it was agreed so.
 * @param billedMinor what the contract billed as deposits and did not give back
 * @returns null where there is none, it goes back, or later months are billed
 */
export function depositAt(contract: Ending, month: BilledPeriod, billedMinor: bigint): bigint | null {
  const { endsOn, versions } = contract;
  if (endsOn === null || !isLastMonth(contract, month)) return null;
  const deposit = depositEver(contract, billedMinor);
  return deposit === 0n || !isSetOff(termsOn(versions, endsOn)) ? null : deposit;
}

/** Whether a contract bills its last day in a month. */
export function isLastMonth(
  { endsOn }: Pick<ContractView, 'endsOn'>,
  { to }: Pick<BilledPeriod, 'to'>,
): boolean {
  return endsOn !== null && to.date === plusDays(endsOn, 1);
}

/** What a contract ever held of its customer's and did not give back: brought, and billed here. Minor units. */
export function depositEver(
  { takeover, currency }: Pick<ContractView, 'takeover' | 'currency'>,
  billedMinor: bigint,
): bigint {
  const brought = takeover === null ? 0n : toMinor(new Exact(depositOf(takeover)), currency);
  return brought + billedMinor;
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
