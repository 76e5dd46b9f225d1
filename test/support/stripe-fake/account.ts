import { randomBytes } from 'node:crypto';
import type {
  BalanceTransaction,
  Charge,
  CheckoutSession,
  Customer,
  Dispute,
  Event,
  PaymentIntent,
  PaymentMethod,
  Payout,
  Refund,
  SetupIntent,
} from './objects/shapes.js';
import { Store } from './store.js';
import type { Behaviour } from './test-methods.js';

/** The account of one merchant with all its objects. */
export class Account {
  readonly customers = new Store<Customer>('customer');
  readonly methods = new Store<PaymentMethod>('PaymentMethod');
  readonly intents = new Store<PaymentIntent>('payment_intent');
  readonly setups = new Store<SetupIntent>('setupintent');
  readonly sessions = new Store<CheckoutSession>('checkout.session');
  readonly charges = new Store<Charge>('charge');
  readonly refunds = new Store<Refund>('refund');
  readonly disputes = new Store<Dispute>('dispute');
  readonly entries = new Store<BalanceTransaction>('balance_transaction');
  readonly payouts = new Store<Payout>('payout');
  readonly events = new Store<Event>('event');

  /** Behaviour of each method. Real methods don't reveal it. */
  readonly behaviours = new Map<string, Behaviour>();
  /** Methods for which the payer authenticated when they were saved. */
  readonly setUp = new Set<string>();
  /** Metadata that a session passes on to its intent, by session. */
  readonly intentData = new Map<string, { metadata: Record<string, string>; description: string | null }>();
  /** Payout of each balance transaction that was paid out. */
  readonly paidOutBy = new Map<string, string>();

  /** @param isConnected true if it is used through the platform's key and the header `Stripe-Account` */
  constructor(
    readonly id: string,
    readonly isConnected: boolean,
  ) {}

  /** Returns any object by its id, for `expand[]`. */
  find(id: string): unknown {
    const stores = [this.customers, this.methods, this.intents, this.setups, this.charges, this.entries];
    return stores.map((store) => store.find(id)).find((one) => one !== undefined);
  }
}

/** Returns a new id, such as `pi_3f9a…`. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}
