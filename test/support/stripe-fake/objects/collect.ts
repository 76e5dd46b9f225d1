import { type Account, newId } from '../account.js';
import type { Behaviour } from '../test-methods.js';
import type { World } from '../world.js';
import { book, feeOf } from './balance.js';
import { base } from './call.js';
import { openDispute } from './disputes.js';
import type { Charge, PaymentError, PaymentIntent, PaymentMethod } from './shapes.js';

export interface CollectOptions {
  /** True if the payer is absent, so that a request for authentication is a decline. */
  readonly isOffSession: boolean;
  /** True if the payer has just authenticated. */
  readonly isAuthenticated: boolean;
  /** Page on which the payer authenticates. */
  readonly authenticationUrl: string;
}

/** Tries to collect an intent with a method, and moves the intent to the state that results. */
export function collect(
  world: World,
  account: Account,
  intent: PaymentIntent,
  method: PaymentMethod,
  options: CollectOptions,
): void {
  const behaviour = account.behaviours.get(method.id);
  if (behaviour === undefined) throw new Error(`${method.id} has no behaviour`);
  const { result } = behaviour;
  intent.next_action = null;
  if (result.kind === 'authenticates' && !options.isAuthenticated && !isExempt(account, method, behaviour)) {
    if (options.isOffSession) decline(world, account, intent, method, AUTHENTICATION_REQUIRED);
    else requireAuthentication(world, account, intent, method, options.authenticationUrl);
  } else if (result.kind === 'authenticates' && result.thenDeclined !== undefined) {
    decline(world, account, intent, method, cardDeclined(result.thenDeclined));
  } else if (behaviour.type !== 'card') submitDebit(world, account, intent, method, behaviour);
  else if (result.kind === 'fails') decline(world, account, intent, method, errorOf(behaviour));
  else succeed(world, account, intent, addCharge(world, account, intent, method, 'succeeded'), behaviour);
}

const AUTHENTICATION_REQUIRED: PaymentError = {
  type: 'card_error',
  code: 'authentication_required',
  decline_code: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
};

/** Declines an intent, as a bank does and as a failed authentication does. */
export function decline(
  world: World,
  account: Account,
  intent: PaymentIntent,
  method: PaymentMethod,
  error: PaymentError,
  charge = addCharge(world, account, intent, method, 'failed', error.decline_code ?? error.code),
): void {
  intent.status = 'requires_payment_method';
  intent.last_payment_error = { ...error, charge: charge.id, payment_method: structuredClone(method) };
  intent.payment_method = null;
  intent.next_action = null;
  world.emit(account, 'charge.failed', charge);
  world.emit(account, 'payment_intent.payment_failed', intent);
}

export function cardDeclined(declineCode: string, advice?: string): PaymentError {
  return {
    type: 'card_error',
    code: 'card_declined',
    decline_code: declineCode,
    ...(advice !== undefined && { advice_code: advice }),
    message: 'Your card was declined.',
  };
}

function isExempt(account: Account, method: PaymentMethod, { result }: Behaviour): boolean {
  return result.kind === 'authenticates' && result.unlessSetUp && account.setUp.has(method.id);
}

function requireAuthentication(
  world: World,
  account: Account,
  intent: PaymentIntent,
  method: PaymentMethod,
  url: string,
): void {
  intent.status = 'requires_action';
  intent.payment_method = method.id;
  intent.next_action = { type: 'redirect_to_url', redirect_to_url: { url, return_url: null } };
  world.emit(account, 'payment_intent.requires_action', intent);
}

/** A debit is accepted immediately. The bank responds later. */
function submitDebit(
  world: World,
  account: Account,
  intent: PaymentIntent,
  method: PaymentMethod,
  behaviour: Behaviour,
): void {
  const charge = addCharge(world, account, intent, method, 'pending');
  intent.status = 'processing';
  world.emit(account, 'charge.pending', charge);
  world.emit(account, 'payment_intent.processing', intent);
  world.later(intent.id, () => {
    if (intent.status !== 'processing') return;
    if (behaviour.result.kind === 'succeeds') {
      charge.status = 'succeeded';
      charge.paid = true;
      succeed(world, account, intent, charge, behaviour);
    } else {
      const error = errorOf(behaviour);
      charge.status = 'failed';
      charge.failure_code = error.code;
      decline(world, account, intent, method, error, charge);
    }
  });
}

function succeed(
  world: World,
  account: Account,
  intent: PaymentIntent,
  charge: Charge,
  { type, dispute }: Behaviour,
): void {
  const { amount, currency, id: source } = charge;
  const kind = type === 'card' ? 'charge' : 'payment';
  charge.balance_transaction = book(world, account, {
    type: kind,
    amount,
    fee: feeOf(amount),
    currency,
    source,
  }).id;
  intent.status = 'succeeded';
  intent.amount_received = amount;
  intent.last_payment_error = null;
  world.emit(account, 'charge.succeeded', charge);
  world.emit(account, 'payment_intent.succeeded', intent);
  if (dispute !== undefined) openDispute(world, account, charge, dispute.reason, dispute.status);
}

function errorOf({ type, result }: Behaviour): PaymentError {
  if (result.kind !== 'fails') throw new Error('The method does not fail');
  if (result.declineCode !== undefined) return cardDeclined(result.declineCode, result.advice);
  const message = type === 'card' ? 'Your card was declined.' : 'The bank refused the debit.';
  return { type: type === 'card' ? 'card_error' : 'invalid_request_error', code: result.code, message };
}

function addCharge(
  world: World,
  account: Account,
  intent: PaymentIntent,
  method: PaymentMethod,
  status: Charge['status'],
  failureCode: string | null = null,
): Charge {
  const charge = account.charges.add<Charge>({
    id: newId(method.type === 'card' ? 'ch' : 'py'),
    object: 'charge',
    ...base(world),
    amount: intent.amount,
    amount_refunded: 0,
    currency: intent.currency,
    customer: intent.customer,
    payment_intent: intent.id,
    payment_method: method.id,
    balance_transaction: null,
    failure_code: failureCode,
    disputed: false,
    refunded: false,
    paid: status === 'succeeded',
    status,
  });
  intent.payment_method = method.id;
  intent.latest_charge = charge.id;
  return charge;
}
