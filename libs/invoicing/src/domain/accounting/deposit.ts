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
 * The deposit to set off against a month's invoice: the contract's deposit in its last month, if that was agreed.
 * @param billedMinor deposits that the contract billed and did not credit
 * @returns null if there is none, if it is returned, or if later months are billed
 */
export function depositAt(contract: Ending, month: BilledPeriod, billedMinor: bigint): bigint | null {
  const { endsOn, versions } = contract;
  if (endsOn === null || !isLastMonth(contract, month)) return null;
  const deposit = depositEver(contract, billedMinor);
  return deposit === 0n || !isSetOff(termsOn(versions, endsOn)) ? null : deposit;
}

/** Whether a month contains the last billed day of a contract. */
export function isLastMonth(
  { endsOn }: Pick<ContractView, 'endsOn'>,
  { to }: Pick<BilledPeriod, 'to'>,
): boolean {
  return endsOn !== null && to.date === plusDays(endsOn, 1);
}

/** The total deposits of a contract, migrated and billed here, less credits. Minor units. */
export function depositEver(
  { takeover, currency }: Pick<ContractView, 'takeover' | 'currency'>,
  billedMinor: bigint,
): bigint {
  const brought = takeover === null ? 0n : toMinor(new Exact(depositOf(takeover)), currency);
  return brought + billedMinor;
}

/** Whether a deposit is set off against the last invoice. Without an agreement it is returned in full. */
export function isSetOff({ exit }: { readonly exit: ExitAgreement | null }): boolean {
  return exit?.deposit === 'set_off';
}

/** The part of a deposit that an invoice uses: at most its total, and nothing if the invoice is a credit. */
export function setOff(heldMinor: bigint, grossMinor: bigint): bigint {
  const most = grossMinor > 0n ? grossMinor : 0n;
  return heldMinor < most ? heldMinor : most;
}
