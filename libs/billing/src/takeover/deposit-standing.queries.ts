import { type ContractView, depositOf, termsOn } from '#contracts';
import { Exact, fromMinor, toMinor, type Transaction } from '#platform';
import { depositsSetOff } from '../deposits.queries.js';
import { isSetOff } from '../domain/deposit.js';

/** Where the deposit stands that a contract brought. Decimals of its currency. */
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

/** Null where nobody approved that a contract brought one. */
export async function depositStanding(
  tx: Transaction,
  { id, takeover, currency, endsOn, versions, startsOn }: ContractView,
): Promise<DepositStanding | null> {
  const brought = takeover === null ? new Exact(0) : new Exact(depositOf(takeover));
  if (brought.isZero()) return null;
  const setOff = await depositsSetOff(tx, [id]);
  const heldMinor = setOff.reduce(
    (left, { amountMinor }) => left - BigInt(amountMinor),
    toMinor(brought, currency),
  );
  return {
    held: fromMinor(heldMinor, currency),
    setOff: setOff.map(({ invoiceId, number, amountMinor }) => ({
      ...{ invoiceId, number },
      amount: fromMinor(BigInt(amountMinor), currency),
    })),
    atEnd: isSetOff(termsOn(versions, endsOn ?? startsOn)) ? 'set_off' : 'return',
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
