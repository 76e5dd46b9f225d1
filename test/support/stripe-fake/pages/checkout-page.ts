import type { Account } from '../account.js';
import { StripeFault } from '../http/stripe-fault.js';
import { completeSession, readSession } from '../objects/checkout-sessions.js';
import { collect } from '../objects/collect.js';
import { addIntent } from '../objects/payment-intents.js';
import { createMethod } from '../objects/payment-methods.js';
import { addSetup, completeSetup } from '../objects/setup-intents.js';
import type { CheckoutSession, PaymentIntent } from '../objects/shapes.js';
import { Params } from '../http/params.js';
import { type Behaviour, behaviourOfEntry } from '../test-methods.js';
import type { World } from '../world.js';
import { escape, page, type PageAnswer } from './html.js';

/** Returns the page of a session: a form with one field for the test card, IBAN or account number. */
export function showCheckout(world: World, account: Account, id: string, error = ''): PageAnswer {
  const session = readSession({ world, account, id, params: new Params({}) }) as CheckoutSession;
  if (session.status !== 'open')
    return {
      html: page(
        'Page ended',
        `<p>This page is ${session.status === 'complete' ? 'complete' : 'expired'}.</p>`,
      ),
    };
  const isPayment = session.mode === 'payment';
  const sum = isPayment ? `<p>${session.amount_total} ${escape(session.currency ?? '')}</p>` : '';
  return {
    html: page(
      isPayment ? 'Pay' : 'Save a payment method',
      `${sum}${error === '' ? '' : `<p role="alert">${escape(error)}</p>`}
      <form method="post" action="/pay/${account.id}/${id}">
        <label>Card number, IBAN or account number <input name="number" autocomplete="off"></label>
        <button name="action" value="submit">${isPayment ? 'Pay' : 'Save'}</button>
        <button name="action" value="cancel">Back</button>
      </form>`,
    ),
  };
}

/** Handles the payer's submission of the page. */
export function submitCheckout(
  world: World,
  account: Account,
  id: string,
  form: URLSearchParams,
): PageAnswer {
  const session = account.sessions.get(id);
  if (session.status !== 'open') return showCheckout(world, account, id);
  if (form.get('action') === 'cancel') return { location: session.cancel_url };
  const behaviour = behaviourOfEntry(form.get('number') ?? '');
  if (behaviour === undefined) return showCheckout(world, account, id, 'Your card number is invalid.');
  if (!session.payment_method_types.includes(behaviour.type))
    return showCheckout(world, account, id, 'This payment method is not accepted here.');
  return session.mode === 'setup'
    ? save(world, account, session, behaviour)
    : pay(world, account, session, behaviour);
}

function save(world: World, account: Account, session: CheckoutSession, behaviour: Behaviour): PageAnswer {
  const setup = account.setups.find(session.setup_intent) ?? addSetup(world, account, session.customer);
  session.setup_intent = setup.id;
  const method = createMethod(world, account, behaviour, null);
  if (behaviour.result.kind === 'authenticates') {
    setup.status = 'requires_action';
    return { location: `/authenticate/${account.id}/${setup.id}?method=${method.id}&session=${session.id}` };
  }
  try {
    completeSetup(world, account, setup, method);
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error;
    return showCheckout(world, account, session.id, error.message);
  }
  completeSession(world, account, session);
  return { location: returnAddress(session) };
}

function pay(world: World, account: Account, session: CheckoutSession, behaviour: Behaviour): PageAnswer {
  const intent = account.intents.find(session.payment_intent) ?? startIntent(world, account, session);
  const method = createMethod(world, account, behaviour, null);
  collect(world, account, intent, method, {
    isOffSession: false,
    isAuthenticated: false,
    authenticationUrl: `${world.origin}/authenticate/${account.id}/${intent.id}?session=${session.id}`,
  });
  return afterPayment(world, account, session, intent);
}

function startIntent(world: World, account: Account, session: CheckoutSession): PaymentIntent {
  const data = account.intentData.get(session.id);
  const intent = addIntent(world, account, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? '',
    customer: session.customer,
    description: data?.description ?? null,
    metadata: data?.metadata ?? {},
    types: session.payment_method_types,
  });
  session.payment_intent = intent.id;
  return intent;
}

/** Returns the next page after an attempt to pay: the bank's page, the form again, or the product's page. */
export function afterPayment(
  world: World,
  account: Account,
  session: CheckoutSession,
  intent: PaymentIntent,
): PageAnswer {
  if (intent.status === 'requires_action')
    return { location: `/authenticate/${account.id}/${intent.id}?session=${session.id}` };
  if (intent.status === 'requires_payment_method')
    return showCheckout(world, account, session.id, intent.last_payment_error?.message ?? 'Try again.');
  completeSession(world, account, session);
  return { location: returnAddress(session) };
}

export function returnAddress({ success_url, id }: CheckoutSession): string {
  return success_url.replaceAll('{CHECKOUT_SESSION_ID}', id);
}
