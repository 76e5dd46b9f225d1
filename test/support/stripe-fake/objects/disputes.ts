import { type Account, newId } from '../account.js';
import { invalid } from '../http/stripe-fault.js';
import type { World } from '../world.js';
import { book, DISPUTE_FEE } from './balance.js';
import { base, type Handler } from './call.js';
import type { Charge, Dispute } from './shapes.js';

const EVIDENCE_SECONDS = 7 * 86_400;

/**
 * Opens a dispute about a charge: a chargeback withdraws the amount immediately, an inquiry (`warning_needs_response`)
 * withdraws nothing, and a returned debit is lost immediately.
 */
export function openDispute(
  world: World,
  account: Account,
  charge: Charge,
  reason: string,
  status: string,
): Dispute {
  const isContestable = status !== 'lost';
  const dispute = account.disputes.add<Dispute>({
    id: newId('dp'),
    object: 'dispute',
    ...base(world),
    amount: charge.amount,
    currency: charge.currency,
    charge: charge.id,
    payment_intent: charge.payment_intent,
    reason,
    evidence_details: { due_by: isContestable ? world.seconds() + EVIDENCE_SECONDS : null },
    status,
  });
  charge.disputed = true;
  world.emit(account, 'charge.dispute.created', dispute);
  if (status !== 'warning_needs_response') withdraw(world, account, dispute);
  if (status === 'lost') world.emit(account, 'charge.dispute.closed', dispute);
  return dispute;
}

/** Closes a dispute. If the dispute is won, the amount is returned. */
export function closeDispute(world: World, account: Account, id: string, result: 'won' | 'lost'): Dispute {
  const dispute = account.disputes.get(id);
  if (dispute.status === 'won' || dispute.status === 'lost')
    throw invalid(`This dispute is already ${dispute.status}.`);
  const { amount, currency } = dispute;
  if (result === 'won' && dispute.status !== 'warning_needs_response')
    book(world, account, { type: 'adjustment', amount, fee: 0, currency, source: dispute.id });
  dispute.status = dispute.status === 'warning_needs_response' ? 'warning_closed' : result;
  world.emit(account, 'charge.dispute.closed', dispute);
  return dispute;
}

function withdraw(world: World, account: Account, { id, amount, currency }: Dispute): void {
  book(world, account, { type: 'adjustment', amount: -amount, fee: DISPUTE_FEE, currency, source: id });
}

export const readDispute: Handler = ({ account, id }) => account.disputes.get(id);
