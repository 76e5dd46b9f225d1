import { listEntries, listPayouts } from '../objects/balance.js';
import type { Handler } from '../objects/call.js';
import { createSession, expireSession, readSession } from '../objects/checkout-sessions.js';
import { createCustomer, readCustomer, searchCustomers } from '../objects/customers.js';
import { readDispute } from '../objects/disputes.js';
import { listEvents, readEvent } from '../objects/events.js';
import { cancelIntent, createIntent, listIntents, readIntent } from '../objects/payment-intents.js';
import { attachMethod, detachMethod, listMethods, readMethod } from '../objects/payment-methods.js';
import { createRefund, listRefunds, readRefund } from '../objects/refunds.js';
import { createSetup, readSetup } from '../objects/setup-intents.js';

/** Operations of the API. The order matters: `search` must precede ids. */
const ROUTES: readonly (readonly [method: 'GET' | 'POST', path: RegExp, handler: Handler])[] = [
  ['POST', /^\/v1\/customers$/, createCustomer],
  ['GET', /^\/v1\/customers\/search$/, searchCustomers],
  ['GET', /^\/v1\/customers\/([^/]+)$/, readCustomer],
  ['GET', /^\/v1\/payment_methods$/, listMethods],
  ['GET', /^\/v1\/payment_methods\/([^/]+)$/, readMethod],
  ['POST', /^\/v1\/payment_methods\/([^/]+)\/attach$/, attachMethod],
  ['POST', /^\/v1\/payment_methods\/([^/]+)\/detach$/, detachMethod],
  ['POST', /^\/v1\/payment_intents$/, createIntent],
  ['GET', /^\/v1\/payment_intents$/, listIntents],
  ['GET', /^\/v1\/payment_intents\/([^/]+)$/, readIntent],
  ['POST', /^\/v1\/payment_intents\/([^/]+)\/cancel$/, cancelIntent],
  ['POST', /^\/v1\/setup_intents$/, createSetup],
  ['GET', /^\/v1\/setup_intents\/([^/]+)$/, readSetup],
  ['POST', /^\/v1\/checkout\/sessions$/, createSession],
  ['GET', /^\/v1\/checkout\/sessions\/([^/]+)$/, readSession],
  ['POST', /^\/v1\/checkout\/sessions\/([^/]+)\/expire$/, expireSession],
  ['POST', /^\/v1\/refunds$/, createRefund],
  ['GET', /^\/v1\/refunds$/, listRefunds],
  ['GET', /^\/v1\/refunds\/([^/]+)$/, readRefund],
  ['GET', /^\/v1\/disputes\/([^/]+)$/, readDispute],
  ['GET', /^\/v1\/balance_transactions$/, listEntries],
  ['GET', /^\/v1\/payouts$/, listPayouts],
  ['GET', /^\/v1\/events$/, listEvents],
  ['GET', /^\/v1\/events\/([^/]+)$/, readEvent],
];

/** Returns the operation of a request and the id in its path. */
export function findRoute(method: string, path: string): { handler: Handler; id: string } | null {
  for (const [allowed, pattern, handler] of ROUTES) {
    const match = method === allowed ? pattern.exec(path) : null;
    if (match !== null) return { handler, id: decodeURIComponent(match[1] ?? '') };
  }
  return null;
}
