import { type Account, newId } from '../account.js';
import type { World } from '../world.js';
import { base, type Handler } from './call.js';
import type { BalanceTransaction, Payout } from './shapes.js';

/** Fee of the fake for a payment: 2.9 % and 30 minor units. */
export function feeOf(amount: number): number {
  return Math.floor((amount * 29 + 500) / 1000) + 30;
}

/** Fee of a chargeback in minor units, which is not returned. */
export const DISPUTE_FEE = 1500;

/** Books an entry in the balance. */
export function book(
  world: World,
  account: Account,
  entry: Pick<BalanceTransaction, 'type' | 'amount' | 'fee' | 'currency' | 'source'>,
): BalanceTransaction {
  return account.entries.add({
    id: newId('txn'),
    object: 'balance_transaction',
    ...base(world),
    ...entry,
    net: entry.amount - entry.fee,
    exchange_rate: null,
    available_on: world.seconds(),
  });
}

/** Pays out all amounts that have not been paid out, one payout per currency with a positive balance. */
export function payOut(world: World, account: Account): Payout[] {
  const open = account.entries.all().filter(({ id }) => !account.paidOutBy.has(id));
  const currencies = [...new Set(open.map(({ currency }) => currency))];
  return currencies.flatMap((currency) => {
    const entries = open.filter((entry) => entry.currency === currency);
    const amount = entries.reduce((sum, { net }) => sum + net, 0);
    if (amount <= 0) return [];
    const payout = account.payouts.add<Payout>({
      id: newId('po'),
      object: 'payout',
      ...base(world),
      amount,
      currency,
      automatic: true,
      arrival_date: world.seconds() + 86_400,
      statement_descriptor: 'STRIPE PAYOUT',
      status: 'paid',
    });
    const own = book(world, account, {
      type: 'payout',
      amount: -amount,
      fee: 0,
      currency,
      source: payout.id,
    });
    for (const { id } of [...entries, own]) account.paidOutBy.set(id, payout.id);
    world.emit(account, 'payout.paid', payout);
    return [payout];
  });
}

export const listEntries: Handler = ({ account, params }) => {
  const payout = params.textIfSet('payout');
  return account.entries.list(
    params,
    '/v1/balance_transactions',
    ({ id }) => payout === null || account.paidOutBy.get(id) === payout,
  );
};

export const listPayouts: Handler = ({ account, params }) => account.payouts.list(params, '/v1/payouts');
