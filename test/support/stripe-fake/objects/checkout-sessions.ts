import { type Account, newId } from '../account.js';
import { invalid } from '../http/stripe-fault.js';
import type { World } from '../world.js';
import { base, type Call, type Handler } from './call.js';
import { cancel, readAmount } from './payment-intents.js';
import type { CheckoutSession } from './shapes.js';

const DAY = 86_400;
const [SHORTEST, LONGEST] = [1800, DAY];

export const createSession: Handler = (call) => {
  const { world, account, params } = call;
  const mode = params.text('mode');
  if (mode !== 'setup' && mode !== 'payment') throw invalid('The fake knows the modes setup and payment.');
  const customer = account.customers.get(params.text('customer'), 'customer');
  const { amount, currency } = mode === 'payment' ? priceOf(call) : { amount: null, currency: null };
  const id = newId('cs_test');
  const session = account.sessions.add<CheckoutSession>({
    id,
    object: 'checkout.session',
    ...base(world),
    mode,
    customer: customer.id,
    client_reference_id: params.textIfSet('client_reference_id'),
    amount_total: amount,
    currency,
    expires_at: expiryOf(call),
    success_url: params.text('success_url'),
    cancel_url: params.text('cancel_url'),
    locale: params.textIfSet('locale'),
    payment_method_types: params.texts('payment_method_types'),
    payment_intent: null,
    setup_intent: null,
    payment_status: mode === 'payment' ? 'unpaid' : 'no_payment_required',
    status: 'open',
    url: `${world.origin}/pay/${account.id}/${id}`,
  });
  const data = params.below('payment_intent_data');
  account.intentData.set(id, { metadata: data.map('metadata'), description: data.textIfSet('description') });
  return session;
};

function priceOf({ params }: Call): { amount: number; currency: string } {
  const [item, ...others] = params.each('line_items');
  if (item === undefined || others.length > 0) throw invalid('The fake needs exactly one line item.');
  const price = item.below('price_data');
  price.below('product_data').text('name');
  const currency = price.text('currency');
  return { amount: readAmount(price, currency, 'unit_amount') * item.integer('quantity'), currency };
}

function expiryOf({ world, params }: Call): number {
  const now = world.seconds();
  const at = params.integerIfSet('expires_at') ?? now + DAY;
  // Tolerates two seconds, because the clocks of the caller and the fake may differ.
  if (at < now + SHORTEST - 2 || at > now + LONGEST + 2)
    throw invalid(
      'The `expires_at` timestamp must be 30 minutes to 24 hours from now.',
      undefined,
      'expires_at',
    );
  return at;
}

export const readSession: Handler = ({ world, account, id }) => {
  const session = account.sessions.get(id);
  if (session.status === 'open' && session.expires_at <= world.seconds()) end(world, account, session);
  return session;
};

export const expireSession: Handler = ({ world, account, id }) => {
  const session = account.sessions.get(id);
  if (session.status !== 'open')
    throw invalid(
      `Only Checkout Sessions with a status in ["open"] can be expired. This one is ${session.status}.`,
    );
  end(world, account, session);
  return session;
};

/** Ends a session, and cancels the intent of a declined attempt. */
function end(world: World, account: Account, session: CheckoutSession): void {
  session.status = 'expired';
  session.url = null;
  const intent = account.intents.find(session.payment_intent);
  if (intent !== undefined) cancel(world, account, intent);
  world.emit(account, 'checkout.session.expired', session);
}

/** Completes a session after its payment or setup. */
export function completeSession(world: World, account: Account, session: CheckoutSession): void {
  const intent = account.intents.find(session.payment_intent);
  session.status = 'complete';
  session.url = null;
  if (intent?.status === 'succeeded') session.payment_status = 'paid';
  world.emit(account, 'checkout.session.completed', session);
  if (intent?.status !== 'processing') return;
  world.later(`${session.id}:payment`, () => {
    // The debit gets its result at the same time; if it is not settled yet, this settles it first.
    world.settle(intent.id);
    session.payment_status = intent.status === 'succeeded' ? 'paid' : 'unpaid';
    const result = intent.status === 'succeeded' ? 'succeeded' : 'failed';
    world.emit(account, `checkout.session.async_payment_${result}`, session);
  });
}
