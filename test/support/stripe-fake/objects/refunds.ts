import { type Account, newId } from '../account.js';
import { invalid } from '../http/stripe-fault.js';
import type { World } from '../world.js';
import { book } from './balance.js';
import { base, type Handler } from './call.js';
import type { Charge, Refund } from './shapes.js';

export const createRefund: Handler = ({ world, account, params }) => {
  const intent = account.intents.get(params.text('payment_intent'), 'payment_intent');
  const charge = account.charges.find(intent.latest_charge);
  if (intent.status !== 'succeeded' || charge === undefined)
    throw invalid(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
  if (charge.disputed)
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, 'charge_disputed');
  const left = charge.amount - charge.amount_refunded;
  const amount = params.integerIfSet('amount') ?? left;
  if (left === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, 'charge_already_refunded');
  if (amount > left)
    throw invalid(
      `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`,
      undefined,
      'amount',
    );
  if (amount < 1)
    throw invalid('This value must be greater than or equal to 1.', 'parameter_invalid_integer', 'amount');
  const behaviour = account.behaviours.get(charge.payment_method);
  const refund = account.refunds.add<Refund>({
    id: newId('re'),
    object: 'refund',
    ...base(world),
    amount,
    currency: charge.currency,
    charge: charge.id,
    payment_intent: intent.id,
    metadata: params.map('metadata'),
    balance_transaction: null,
    status: behaviour?.refund === 'pending' ? 'pending' : 'succeeded',
  });
  takeBack(world, account, charge, refund);
  if (behaviour?.refund === 'pending')
    world.later(refund.id, () => finish(world, account, refund, 'succeeded'));
  if (behaviour?.refund === 'fails') world.later(refund.id, () => fail(world, account, charge, refund));
  return refund;
};

function takeBack(world: World, account: Account, charge: Charge, refund: Refund): void {
  const { id: source, amount, currency } = refund;
  refund.balance_transaction = book(world, account, {
    type: 'refund',
    amount: -amount,
    fee: 0,
    currency,
    source,
  }).id;
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount;
  world.emit(account, 'refund.created', refund);
  world.emit(account, 'charge.refunded', charge);
}

function finish(world: World, account: Account, refund: Refund, status: Refund['status']): void {
  refund.status = status;
  world.emit(account, 'refund.updated', refund);
}

/** A failed refund was first reported as successful. Its amount returns to the balance. */
function fail(world: World, account: Account, charge: Charge, refund: Refund): void {
  const { id: source, amount, currency } = refund;
  refund.failure_reason = 'expired_or_canceled_card';
  charge.amount_refunded -= amount;
  charge.refunded = false;
  book(world, account, { type: 'refund_failure', amount, fee: 0, currency, source });
  finish(world, account, refund, 'failed');
  world.emit(account, 'refund.failed', refund);
}

export const readRefund: Handler = ({ account, id }) => account.refunds.get(id);

export const listRefunds: Handler = ({ account, params }) => {
  const intent = params.textIfSet('payment_intent');
  return account.refunds.list(
    params,
    '/v1/refunds',
    (one) => intent === null || one.payment_intent === intent,
  );
};
