import {
  type BilledPeriod,
  type ContractView,
  depositOf,
  type ExitAgreement,
  plusDays,
  termsOn,
} from '#contracts/domain';
import { Exact, toMinor } from '#platform/domain';

type ContractEnding = Pick<ContractView, 'currency' | 'endsOn' | 'takeover' | 'versions'>;

/**
 * Returns the deposit to set off against a month's invoice: if agreed, the contract's deposit in its last month.
 * @param billedMinor deposits that the contract billed and did not credit
 * @returns null if there is no deposit, if it is returned, or if later months are billed
 */
export function depositAt(contract: ContractEnding, month: BilledPeriod, billedMinor: bigint): bigint | null {
  const { endsOn, versions } = contract;
  if (endsOn === null || !isLastMonth(contract, month)) return null;
  const deposit = totalDepositOf(contract, billedMinor);
  return deposit === 0n || !isSetOff(termsOn(versions, endsOn)) ? null : deposit;
}

/** Returns true when a month contains the last billed day of a contract. */
export function isLastMonth(
  { endsOn }: Pick<ContractView, 'endsOn'>,
  { to }: Pick<BilledPeriod, 'to'>,
): boolean {
  return endsOn !== null && to.date === plusDays(endsOn, 1);
}

/** Returns the total of a contract's deposits, migrated and billed here, less credits, in minor units. */
export function totalDepositOf(
  { takeover, currency }: Pick<ContractView, 'takeover' | 'currency'>,
  billedMinor: bigint,
): bigint {
  const migratedMinor = takeover === null ? 0n : toMinor(new Exact(depositOf(takeover)), currency);
  return migratedMinor + billedMinor;
}

/** Returns true when a deposit is set off against the last invoice. Without an agreement, it is returned in full. */
export function isSetOff({ exit }: { readonly exit: ExitAgreement | null }): boolean {
  return exit?.deposit === 'set_off';
}

/**
 * Returns the part of a deposit that is set off against an invoice: at most the invoice's total, and nothing if the
 * invoice is a credit.
 */
export function setOff(heldMinor: bigint, grossMinor: bigint): bigint {
  const maxMinor = grossMinor > 0n ? grossMinor : 0n;
  return heldMinor < maxMinor ? heldMinor : maxMinor;
}
