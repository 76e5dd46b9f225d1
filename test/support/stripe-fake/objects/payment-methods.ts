import { type Account, newId } from '../account.js';
import { invalid, missing, StripeFault } from '../http/stripe-fault.js';
import { type Behaviour, behaviourOfId } from '../test-methods.js';
import type { World } from '../world.js';
import { base, type Handler } from './call.js';
import type { PaymentMethod } from './shapes.js';

/** Creates a method with a behaviour. */
export function createMethod(
  world: World,
  account: Account,
  behaviour: Behaviour,
  customer: string | null,
): PaymentMethod {
  const method: PaymentMethod = {
    id: newId('pm'),
    object: 'payment_method',
    ...base(world),
    type: behaviour.type,
    customer,
    [behaviour.type]: detailsOf(behaviour),
  };
  account.behaviours.set(method.id, behaviour);
  return account.methods.add(method);
}

/** Returns a stored method, or a new one for a documented test id. */
export function methodFor(world: World, account: Account, id: string, param: string): PaymentMethod {
  const behaviour = behaviourOfId(id);
  if (behaviour !== undefined) return createMethod(world, account, behaviour, null);
  const method = account.methods.find(id);
  if (method === undefined) throw missing('PaymentMethod', id, param);
  return method;
}

/** Saves a method for a customer. @throws StripeFault 402 if the bank refuses it */
export function attach(world: World, account: Account, method: PaymentMethod, customer: string): void {
  if (method.customer === customer) return;
  const behaviour = account.behaviours.get(method.id);
  if (behaviour?.isRefusedAtSetup && behaviour.result.kind === 'fails') {
    const { code, declineCode } = behaviour.result;
    throw new StripeFault(402, {
      type: 'card_error',
      code,
      ...(declineCode !== undefined && { decline_code: declineCode }),
      message: 'Your card was declined.',
    });
  }
  method.customer = customer;
  world.emit(account, 'payment_method.attached', method);
}

export const readMethod: Handler = ({ account, id }) => account.methods.get(id);

export const attachMethod: Handler = ({ world, account, params, id }) => {
  const method = methodFor(world, account, id, 'payment_method');
  attach(world, account, method, account.customers.get(params.text('customer'), 'customer').id);
  return method;
};

export const detachMethod: Handler = ({ world, account, id }) => {
  const method = account.methods.get(id);
  if (method.customer === null)
    throw invalid(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
    );
  method.customer = null;
  world.emit(account, 'payment_method.detached', method);
  return method;
};

export const listMethods: Handler = ({ account, params }) => {
  const customer = params.text('customer');
  return account.methods.list(params, '/v1/payment_methods', (one) => one.customer === customer);
};

function detailsOf({ type, last4 }: Behaviour): object {
  if (type === 'card') return { brand: 'visa', last4, exp_month: 12, exp_year: 2034, funding: 'credit' };
  if (type === 'sepa_debit') return { country: 'AT', bank_code: '19043', last4 };
  return { bank_name: 'STRIPE TEST BANK', last4, account_type: 'checking' };
}
