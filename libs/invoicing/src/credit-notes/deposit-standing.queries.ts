import { type ContractView, termsOn } from '#contracts';
import { fromMinor, type Transaction } from '#platform';
import { depositEver, isSetOff } from '../domain/accounting/deposit.js';
import { depositsBilled, depositsSetOff } from './deposits.queries.js';

/** Where a contract's deposit stands, brought or billed here. Decimals of its currency. */
export interface DepositStanding {
  /** What the maker still holds. */
  readonly held: string;
  /** What issued invoices took of it. */
  readonly setOff: readonly {
    readonly invoiceId: string;
    readonly number: string;
    readonly amount: string;
  }[];
  /** What becomes of it as the contract ends: it goes back, or its last bill is set off against it first. */
  readonly atEnd: 'return' | 'set_off';
  /** The last bill is issued, so that what is held goes back now. */
  readonly isDue: boolean;
}

/** Null where a contract brought none, and billed none that it did not give back whole. */
export async function depositStanding(
  tx: Transaction,
  contract: ContractView,
): Promise<DepositStanding | null> {
  const { id, currency, endsOn, exit, versions } = contract;
  const billed = (await depositsBilled(tx, [id])).get(id) ?? 0n;
  const ever = depositEver(contract, billed);
  if (ever === 0n) return null;
  const setOff = await depositsSetOff(tx, [id]);
  const heldMinor = setOff.reduce((left, { amountMinor }) => left - BigInt(amountMinor), ever);
  return {
    held: fromMinor(heldMinor, currency),
    setOff: setOff.map(({ invoiceId, number, amountMinor }) => ({
      ...{ invoiceId, number },
      amount: fromMinor(BigInt(amountMinor), currency),
    })),
    atEnd: isSetOff(endsOn === null ? { exit } : termsOn(versions, endsOn)) ? 'set_off' : 'return',
    isDue: endsOn !== null && (await isLastIssued(tx, id, endsOn)),
  };
}

async function isLastIssued(tx: Transaction, contractId: string, endsOn: string): Promise<boolean> {
  const [found]: { exists: boolean }[] = await tx.manager.query(
    `select exists (select from invoice
       where maker_id = $1 and contract_id = $2 and kind = 'invoice' and number is not null and period_to > $3::date)`,
    [tx.scope.makerId, contractId, endsOn],
  );
  return found!.exists;
}
