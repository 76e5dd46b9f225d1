import { type Account, newId } from '../account.js';
import type { Params } from '../http/params.js';
import { invalid, StripeFault } from '../http/stripe-fault.js';
import type { World } from '../world.js';
import { base, type Call, type Handler } from './call.js';
import { collect } from './collect.js';
import { methodFor } from './payment-methods.js';
import type { PaymentIntent } from './shapes.js';

/** Smallest and largest amount that the fake charges, in Stripe's units of any currency. */
const [SMALLEST, LARGEST] = [50, 99_999_999_999];
/** Step of amounts in currencies in which the last digits must be zero (docs.stripe.com/currencies#special-cases). */
const STEPS: Readonly<Record<string, number>> = {
  bhd: 10,
  jod: 10,
  kwd: 10,
  omr: 10,
  tnd: 10,
  isk: 100,
  ugx: 100,
};

export interface IntentData {
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly description: string | null;
  readonly metadata: Record<string, string>;
  readonly types: readonly string[];
}

export function addIntent(world: World, account: Account, data: IntentData): PaymentIntent {
  const id = newId('pi');
  const intent = account.intents.add<PaymentIntent>({
    id,
    object: 'payment_intent',
    ...base(world),
    amount: data.amount,
    amount_received: 0,
    currency: data.currency,
    customer: data.customer,
    description: data.description,
    metadata: data.metadata,
    payment_method_types: data.types,
    payment_method: null,
    latest_charge: null,
    last_payment_error: null,
    next_action: null,
    status: 'requires_payment_method',
    canceled_at: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${newId('s').slice(2)}`,
  });
  world.emit(account, 'payment_intent.created', intent);
  return intent;
}

export const createIntent: Handler = (call) => {
  const { world, account, params } = call;
  const customer = params.textIfSet('customer');
  if (customer !== null) account.customers.get(customer, 'customer');
  const types = params.texts('payment_method_types');
  const amount = readAmount(params, params.text('currency'));
  if (params.flag('off_session') && !params.flag('confirm'))
    throw invalid('You can only set `off_session` if you also set `confirm`.', undefined, 'off_session');
  const confirmed = params.flag('confirm') ? methodOf(call, customer, types) : null;
  const intent = addIntent(world, account, {
    amount,
    currency: params.text('currency'),
    customer,
    description: params.textIfSet('description'),
    metadata: params.map('metadata'),
    types: types.length === 0 ? ['card'] : types,
  });
  if (confirmed === null) return intent;
  collect(world, account, intent, confirmed, {
    isOffSession: params.flag('off_session'),
    isAuthenticated: false,
    authenticationUrl: `${world.origin}/authenticate/${account.id}/${intent.id}`,
  });
  return failed(intent) ?? intent;
};

/** @throws StripeFault if the amount is out of range or has decimals that its currency lacks */
export function readAmount(params: Params, currency: string, name = 'amount'): number {
  const amount = params.integer(name);
  if (amount < SMALLEST) throw invalid('The amount is too small.', 'amount_too_small', name);
  if (amount > LARGEST) throw invalid('The amount is too large.', 'amount_too_large', name);
  if (amount % (STEPS[currency] ?? 1) !== 0)
    throw invalid('Invalid integer', 'parameter_invalid_integer', name);
  return amount;
}

function methodOf({ world, account, params }: Call, customer: string | null, types: readonly string[]) {
  const method = methodFor(world, account, params.text('payment_method'), 'payment_method');
  const isSaved = method.customer !== null;
  if (isSaved && method.customer !== customer)
    throw invalid('The payment method belongs to another customer.', undefined, 'payment_method');
  // A documented test id creates a new method, which needs no customer. A removed method can't be charged.
  if (!isSaved && account.methods.find(params.text('payment_method')) !== undefined)
    throw invalid('The payment method is not attached to a customer.', 'payment_method_unexpected_state');
  if (types.length > 0 && !types.includes(method.type))
    throw invalid('The payment method type is not allowed.', 'payment_intent_incompatible_payment_method');
  return method;
}

/** @throws StripeFault 402 with the intent if the payment was declined */
function failed(intent: PaymentIntent): null {
  const error = intent.last_payment_error;
  if (intent.status !== 'requires_payment_method' || error === null) return null;
  throw new StripeFault(402, { ...error, payment_intent: structuredClone(intent) });
}

export const readIntent: Handler = ({ account, id }) => account.intents.get(id);

export const listIntents: Handler = ({ account, params }) => {
  const customer = params.textIfSet('customer');
  return account.intents.list(
    params,
    '/v1/payment_intents',
    (one) => customer === null || one.customer === customer,
  );
};

export const cancelIntent: Handler = ({ world, account, id }) => {
  const intent = account.intents.get(id);
  if (account.sessions.all().some((session) => session.payment_intent === id))
    throw invalid(
      'Expire the Checkout Session of this PaymentIntent instead.',
      'payment_intent_unexpected_state',
    );
  cancel(world, account, intent);
  return intent;
};

/** @throws StripeFault if the intent was paid or canceled, or is being paid */
export function cancel(world: World, account: Account, intent: PaymentIntent): void {
  if (intent.status === 'succeeded' || intent.status === 'canceled' || intent.status === 'processing')
    throw new StripeFault(400, {
      type: 'invalid_request_error',
      code: 'payment_intent_unexpected_state',
      message: `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`,
      payment_intent: structuredClone(intent),
    });
  intent.status = 'canceled';
  intent.canceled_at = world.seconds();
  world.emit(account, 'payment_intent.canceled', intent);
}
