/** The objects of the fake in Stripe's format, without the fields that the product never reads. */
interface Base {
  readonly id: string;
  readonly created: number;
  readonly livemode: false;
}

export interface Customer extends Base {
  readonly object: 'customer';
  readonly name: string | null;
  readonly email: string | null;
  readonly metadata: Record<string, string>;
}

export interface PaymentMethod extends Base {
  readonly object: 'payment_method';
  readonly type: string;
  customer: string | null;
  readonly [details: string]: unknown;
}

export interface PaymentError {
  readonly type: string;
  readonly code: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
  readonly message: string;
  readonly charge?: string;
  readonly payment_method?: PaymentMethod;
}

export interface PaymentIntent extends Base {
  readonly object: 'payment_intent';
  readonly amount: number;
  amount_received: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly description: string | null;
  readonly metadata: Record<string, string>;
  readonly payment_method_types: readonly string[];
  payment_method: string | null;
  latest_charge: string | null;
  last_payment_error: PaymentError | null;
  next_action: object | null;
  status:
    | 'requires_payment_method'
    | 'requires_confirmation'
    | 'requires_action'
    | 'processing'
    | 'succeeded'
    | 'canceled';
  canceled_at: number | null;
  cancellation_reason: string | null;
  readonly client_secret: string;
}

export interface SetupIntent extends Base {
  readonly object: 'setup_intent';
  readonly customer: string | null;
  readonly metadata: Record<string, string>;
  payment_method: string | null;
  last_setup_error: PaymentError | null;
  status: 'requires_payment_method' | 'requires_action' | 'succeeded' | 'canceled';
  readonly usage: string;
  readonly client_secret: string;
}

export interface CheckoutSession extends Base {
  readonly object: 'checkout.session';
  readonly mode: 'setup' | 'payment';
  readonly customer: string;
  readonly client_reference_id: string | null;
  readonly amount_total: number | null;
  readonly currency: string | null;
  readonly expires_at: number;
  readonly success_url: string;
  readonly cancel_url: string;
  readonly locale: string | null;
  readonly payment_method_types: readonly string[];
  payment_intent: string | null;
  setup_intent: string | null;
  payment_status: 'paid' | 'unpaid' | 'no_payment_required';
  status: 'open' | 'complete' | 'expired';
  url: string | null;
}

export interface Charge extends Base {
  readonly object: 'charge';
  readonly amount: number;
  amount_refunded: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly payment_intent: string;
  readonly payment_method: string;
  balance_transaction: string | null;
  failure_code: string | null;
  disputed: boolean;
  refunded: boolean;
  paid: boolean;
  status: 'pending' | 'succeeded' | 'failed';
}

export interface Refund extends Base {
  readonly object: 'refund';
  readonly amount: number;
  readonly currency: string;
  readonly charge: string;
  readonly payment_intent: string;
  readonly metadata: Record<string, string>;
  balance_transaction: string | null;
  failure_reason?: string;
  status: 'pending' | 'succeeded' | 'failed' | 'canceled';
}

export interface Dispute extends Base {
  readonly object: 'dispute';
  readonly amount: number;
  readonly currency: string;
  readonly charge: string;
  readonly payment_intent: string;
  readonly reason: string;
  readonly evidence_details: { readonly due_by: number | null };
  status: string;
}

export interface BalanceTransaction extends Base {
  readonly object: 'balance_transaction';
  readonly type: string;
  readonly amount: number;
  readonly fee: number;
  readonly net: number;
  readonly currency: string;
  readonly exchange_rate: null;
  readonly source: string;
  readonly available_on: number;
}

export interface Payout extends Base {
  readonly object: 'payout';
  readonly amount: number;
  readonly currency: string;
  readonly automatic: boolean;
  readonly arrival_date: number;
  readonly statement_descriptor: string | null;
  status: 'paid' | 'failed' | 'in_transit' | 'pending' | 'canceled';
}

export interface Event extends Base {
  readonly object: 'event';
  readonly type: string;
  readonly api_version: string;
  readonly account?: string;
  readonly data: { readonly object: unknown };
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly pending_webhooks: number;
}
