import type { MoneyAction } from '#organization';
import type { Transaction } from '#platform';

/** A decision, with the names that the people involved had when it was made. */
export interface DecisionView {
  readonly id: string;
  readonly at: Date;
  readonly action: MoneyAction;
  readonly actorKind: string;
  readonly by: string | null;
  readonly second: string | null;
  readonly why: string;
  readonly before: object;
  readonly after: object;
  readonly evidenceHash: string | null;
}

/** Lists an invoice's decisions, newest first. */
export function loadDecisions(tx: Transaction, invoiceId: string): Promise<DecisionView[]> {
  return loadDecisionsWhere(tx, 'd.invoice_id = $2', invoiceId);
}

/** Lists decisions about a contract, newest first: its activation, migration and amendments. */
export function loadContractDecisions(tx: Transaction, contractId: string): Promise<DecisionView[]> {
  return loadDecisionsWhere(tx, `d.invoice_id is null and d.after ->> 'contractId' = $2`, contractId);
}

function loadDecisionsWhere(tx: Transaction, condition: string, id: string): Promise<DecisionView[]> {
  return tx.manager.query(
    `select d.id, d.at, d.action, d.actor_kind as "actorKind", d.user_name as by, d.second_user_name as second, d.why, d.before, d.after,
            d.evidence_hash as "evidenceHash"
       from money_decision d
      where d.maker_id = $1 and ${condition}
      order by d.at desc, d.id desc`,
    [tx.scope.makerId, id],
  );
}
