import type { Account } from '../account.js';
import { completeSession } from '../objects/checkout-sessions.js';
import { collect, decline } from '../objects/collect.js';
import { completeSetup } from '../objects/setup-intents.js';
import type { PaymentError } from '../objects/shapes.js';
import type { World } from '../world.js';
import { afterPayment, returnAddress, showCheckout } from './checkout-page.js';
import { page, type PageAnswer } from './html.js';

/** Returns the page of a bank on which the payer authenticates. */
export function showAuthentication(): PageAnswer {
  return {
    html: page(
      'Authenticate',
      `<p>Your bank asks you to confirm.</p>
      <form method="post">
        <button name="action" value="complete">Complete authentication</button>
        <button name="action" value="fail">Fail authentication</button>
      </form>`,
    ),
  };
}

const FAILED: Omit<PaymentError, 'code'> = {
  type: 'invalid_request_error',
  message: 'We are unable to authenticate your payment method. Please choose a different payment method.',
};

/** Handles the payer's answer to the bank, for an intent (`pi_…`) or a setup (`seti_…`). */
export function submitAuthentication(
  world: World,
  account: Account,
  id: string,
  query: URLSearchParams,
  form: URLSearchParams,
): PageAnswer {
  const isComplete = form.get('action') === 'complete';
  return id.startsWith('seti_')
    ? authenticateSetup(world, account, id, query, isComplete)
    : authenticatePayment(world, account, id, query, isComplete);
}

function authenticateSetup(
  world: World,
  account: Account,
  id: string,
  query: URLSearchParams,
  isComplete: boolean,
): PageAnswer {
  const setup = account.setups.get(id);
  const session = account.sessions.get(query.get('session') ?? '');
  if (setup.status !== 'requires_action') return showCheckout(world, account, session.id);
  if (!isComplete) {
    setup.status = 'requires_payment_method';
    setup.last_setup_error = { ...FAILED, code: 'setup_intent_authentication_failure' };
    world.emit(account, 'setup_intent.setup_failed', setup);
    return showCheckout(world, account, session.id, FAILED.message);
  }
  completeSetup(world, account, setup, account.methods.get(query.get('method') ?? ''));
  completeSession(world, account, session);
  return { location: returnAddress(session) };
}

function authenticatePayment(
  world: World,
  account: Account,
  id: string,
  query: URLSearchParams,
  isComplete: boolean,
): PageAnswer {
  const intent = account.intents.get(id);
  const session = account.sessions.get(query.get('session') ?? '');
  if (intent.status !== 'requires_action') return showCheckout(world, account, session.id);
  const method = account.methods.get(intent.payment_method ?? '');
  if (isComplete)
    collect(world, account, intent, method, {
      isOffSession: false,
      isAuthenticated: true,
      authenticationUrl: '',
    });
  else decline(world, account, intent, method, { ...FAILED, code: 'payment_intent_authentication_failure' });
  return afterPayment(world, account, session, intent);
}
