import { type Account, newId } from '../account.js';
import type { World } from '../world.js';
import { base, type Handler } from './call.js';
import { attach, methodFor } from './payment-methods.js';
import type { PaymentMethod, SetupIntent } from './shapes.js';

export function addSetup(
  world: World,
  account: Account,
  customer: string | null,
  metadata: Record<string, string> = {},
): SetupIntent {
  const id = newId('seti');
  const setup = account.setups.add<SetupIntent>({
    id,
    object: 'setup_intent',
    ...base(world),
    customer,
    metadata,
    payment_method: null,
    last_setup_error: null,
    status: 'requires_payment_method',
    usage: 'off_session',
    client_secret: `${id}_secret_${newId('s').slice(2)}`,
  });
  world.emit(account, 'setup_intent.created', setup);
  return setup;
}

/** Saves a method for later payments. @throws StripeFault 402 if the bank refuses it */
export function completeSetup(
  world: World,
  account: Account,
  setup: SetupIntent,
  method: PaymentMethod,
): void {
  if (setup.customer !== null) attach(world, account, method, setup.customer);
  account.setUp.add(method.id);
  setup.payment_method = method.id;
  setup.status = 'succeeded';
  world.emit(account, 'setup_intent.succeeded', setup);
}

/** Creates and confirms a setup, as tests do to save a method without a page. */
export const createSetup: Handler = ({ world, account, params }) => {
  const customer = account.customers.get(params.text('customer'), 'customer');
  const setup = addSetup(world, account, customer.id, params.map('metadata'));
  if (params.flag('confirm'))
    completeSetup(
      world,
      account,
      setup,
      methodFor(world, account, params.text('payment_method'), 'payment_method'),
    );
  return setup;
};

export const readSetup: Handler = ({ account, id }) => account.setups.get(id);
