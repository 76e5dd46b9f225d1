import { newId } from '../account.js';
import { invalid } from '../http/stripe-fault.js';
import { base, type Call, type Handler } from './call.js';
import type { Customer } from './shapes.js';

export const createCustomer: Handler = ({ world, account, params }) => {
  const customer: Customer = {
    id: newId('cus'),
    object: 'customer',
    ...base(world),
    name: params.textIfSet('name'),
    email: params.textIfSet('email'),
    metadata: params.map('metadata'),
  };
  account.customers.add(customer);
  world.emit(account, 'customer.created', customer);
  return customer;
};

export const readCustomer: Handler = ({ account, id }) => account.customers.get(id);

/** Supports one condition on a metadata field. Finds a new customer only after `searchLagMs`, like Stripe's search. */
export const searchCustomers: Handler = ({ world, account, params }: Call) => {
  const query = params.text('query');
  const [, field = '', value = ''] = /^metadata\["([^"]+)"\]:"((?:[^"\\]|\\.)*)"$/.exec(query) ?? [];
  if (field === '') throw invalid(`The fake doesn't understand the query ${query}`, undefined, 'query');
  const indexedUntil = world.seconds() - world.settings.searchLagMs / 1000;
  const data = account.customers
    .all()
    .filter(
      ({ metadata, created }) => metadata[field] === value.replaceAll('\\"', '"') && created <= indexedUntil,
    );
  return { object: 'search_result', data, has_more: false, url: '/v1/customers/search', next_page: null };
};
