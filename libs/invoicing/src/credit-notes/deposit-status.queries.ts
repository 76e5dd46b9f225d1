import { type ContractView, termsOn } from '#contracts';
import { fromMinor, type Transaction } from '#platform';
import { totalDepositOf, isSetOff } from '../domain/accounting/deposit.js';
import { depositsBilled, depositsSetOff } from './deposits.queries.js';

/** Status of a contract's deposit, migrated or billed here. Decimals in the contract's currency. */
export interface DepositStatus {
  /** Amount that the maker still holds. */
  readonly held: string;
  /** Parts of the deposit that were set off against issued invoices. */
  readonly setOff: readonly {
    readonly invoiceId: string;
    readonly number: string;
    readonly amount: string;
  }[];
  /** Use of the deposit at the end of the contract: it is returned, or it is first set off against the last invoice. */
  readonly atEnd: 'return' | 'set_off';
  /** True once the last invoice is issued, so that the held amount must be returned. */
  readonly isDue: boolean;
}

/**
 * Loads the status of a contract's deposit. Null if the contract has no deposit, or if the whole deposit was credited.
 */
export async function loadDepositStatus(
  tx: Transaction,
  contract: ContractView,
): Promise<DepositStatus | null> {
  const { id, currency, endsOn, exit, versions } = contract;
  const billed = (await depositsBilled(tx, [id])).get(id) ?? 0n;
  const totalMinor = totalDepositOf(contract, billed);
  if (totalMinor === 0n) return null;
  const setOff = await depositsSetOff(tx, [id]);
  const heldMinor = setOff.reduce((left, { amountMinor }) => left - BigInt(amountMinor), totalMinor);
  return {
    held: fromMinor(heldMinor, currency),
    setOff: setOff.map(({ invoiceId, number, amountMinor }) => ({
      ...{ invoiceId, number },
      amount: fromMinor(BigInt(amountMinor), currency),
    })),
    atEnd: isSetOff(endsOn === null ? { exit } : termsOn(versions, endsOn)) ? 'set_off' : 'return',
    isDue: endsOn !== null && (await isLastInvoiceIssued(tx, id, endsOn)),
  };
}

async function isLastInvoiceIssued(tx: Transaction, contractId: string, endsOn: string): Promise<boolean> {
  const [found]: { exists: boolean }[] = await tx.manager.query(
    `select exists (select from invoice
       where maker_id = $1 and contract_id = $2 and kind = 'invoice' and number is not null and period_to > $3::date)`,
    [tx.scope.makerId, contractId, endsOn],
  );
  return found!.exists;
}
