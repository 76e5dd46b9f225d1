import { CONTRACT_IN_FORCE, type ContractInForce, type ContractView } from '#contracts';
import { type FoundDocument, lockDocuments, isIssued } from '#invoicing';
import type { ContractMonth } from '#metering';
import type { Transaction } from '#platform';
import { billedWithoutEnd } from '#pricing';

/** A month after the end of its contract, issued before that end was signed. */
export interface IssuedPastEnd {
  readonly contract: ContractView;
  readonly month: ContractMonth;
  readonly found: FoundDocument;
}

/** Locks the issued invoices of months after their contract's end. */
export async function lockIssuedPastEnd(
  tx: Transaction,
  months: readonly { readonly contract: ContractView; readonly month: ContractMonth }[],
): Promise<IssuedPastEnd[]> {
  const periods = months.flatMap(({ contract, month }) => {
    const billed = billedWithoutEnd(month, contract);
    return billed ? [{ contract, month, contractId: contract.id, periodFrom: billed.from.date }] : [];
  });
  if (periods.length === 0) return [];
  const documents = await lockDocuments(tx, periods);
  return periods.flatMap(({ contract, month }) => {
    const found = documents.get(contract.id);
    return found && isIssued(found.state) ? [{ contract, month, found }] : [];
  });
}

/** Finds contracts with an issued invoice for days within [from, to) after the contract's end. */
export async function findContractsIssuedPastEnd(
  tx: Transaction,
  from: string,
  to: string,
): Promise<ContractInForce[]> {
  return tx.manager.query(
    `select ${CONTRACT_IN_FORCE}
       from contract c
      where maker_id = $1 and ends_on < $3
        and exists (select from invoice i
                     where i.maker_id = c.maker_id and i.contract_id = c.id and i.kind = 'invoice' and i.number is not null
                       and i.period_from > c.ends_on and i.period_from >= $2 and i.period_from < $3)
      order by number`,
    [tx.scope.makerId, from, to],
  );
}
