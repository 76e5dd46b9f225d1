/** Outcome of a test method, by its documented id, card number, IBAN or account number. */
export interface Behaviour {
  readonly type: 'card' | 'sepa_debit' | 'us_bank_account';
  readonly last4: string;
  /** Result of a payment. Debits are processed first, and get their result when they are settled. */
  readonly result:
    | { readonly kind: 'succeeds' }
    /** The bank requires the payer to authenticate, always or unless the card was set up. */
    | { readonly kind: 'authenticates'; readonly unlessSetUp: boolean; readonly thenDeclined?: string }
    | {
        readonly kind: 'fails';
        readonly code: string;
        readonly declineCode?: string;
        readonly advice?: string;
      };
  /** A dispute that is opened right after a successful payment. */
  readonly dispute?: {
    readonly reason: string;
    readonly status: 'needs_response' | 'warning_needs_response' | 'lost';
  };
  readonly refund: 'succeeds' | 'pending' | 'fails';
  /** True if the method can't be saved. */
  readonly isRefusedAtSetup: boolean;
}

const card = (last4: string, more: Partial<Behaviour> = {}): Behaviour => ({
  type: 'card',
  last4,
  result: { kind: 'succeeds' },
  refund: 'succeeds',
  isRefusedAtSetup: false,
  ...more,
});
const declined = (last4: string, declineCode: string, advice = 'try_again_later'): Behaviour =>
  card(last4, {
    result: { kind: 'fails', code: 'card_declined', declineCode, advice },
    isRefusedAtSetup: true,
  });
const refused = (last4: string, code: string): Behaviour =>
  card(last4, { result: { kind: 'fails', code }, isRefusedAtSetup: true });
const sepa = (last4: string, more: Partial<Behaviour> = {}): Behaviour =>
  card(last4, { type: 'sepa_debit', ...more });
const ach = (last4: string, code?: string): Behaviour =>
  card(last4, { type: 'us_bank_account', ...(code !== undefined && { result: { kind: 'fails', code } }) });

/** Test methods (docs.stripe.com/testing): id, number that a payer enters on a page, and behaviour. */
const METHODS: readonly (readonly [id: string, entry: string, behaviour: Behaviour])[] = [
  ['pm_card_visa', '4242424242424242', card('4242')],
  ['pm_card_mastercard', '5555555555554444', card('4444')],
  ['pm_card_chargeDeclined', '4000000000000002', declined('0002', 'generic_decline')],
  ['pm_card_chargeDeclinedInsufficientFunds', '4000000000009995', declined('9995', 'insufficient_funds')],
  ['pm_card_chargeDeclinedLostCard', '4000000000009987', declined('9987', 'lost_card', 'do_not_try_again')],
  [
    'pm_card_chargeDeclinedStolenCard',
    '4000000000009979',
    declined('9979', 'stolen_card', 'do_not_try_again'),
  ],
  [
    'pm_card_chargeDeclinedFraudulent',
    '4100000000000019',
    declined('0019', 'fraudulent', 'do_not_try_again'),
  ],
  ['pm_card_chargeDeclinedExpiredCard', '4000000000000069', refused('0069', 'expired_card')],
  ['pm_card_chargeDeclinedIncorrectCvc', '4000000000000127', refused('0127', 'incorrect_cvc')],
  ['pm_card_chargeDeclinedProcessingError', '4000000000000119', refused('0119', 'processing_error')],
  [
    'pm_card_chargeCustomerFail',
    '4000000000000341',
    { ...declined('0341', 'generic_decline'), isRefusedAtSetup: false },
  ],
  [
    'pm_card_authenticationRequired',
    '4000002760003184',
    card('3184', { result: { kind: 'authenticates', unlessSetUp: false } }),
  ],
  [
    'pm_card_authenticationRequiredOnSetup',
    '4000002500003155',
    card('3155', { result: { kind: 'authenticates', unlessSetUp: true } }),
  ],
  [
    'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds',
    '4000008260003178',
    card('3178', {
      result: { kind: 'authenticates', unlessSetUp: false, thenDeclined: 'insufficient_funds' },
    }),
  ],
  [
    'pm_card_createDispute',
    '4000000000000259',
    card('0259', { dispute: { reason: 'fraudulent', status: 'needs_response' } }),
  ],
  [
    'pm_card_createDisputeProductNotReceived',
    '4000000000002685',
    card('2685', { dispute: { reason: 'product_not_received', status: 'needs_response' } }),
  ],
  [
    'pm_card_createDisputeInquiry',
    '4000000000001976',
    card('1976', { dispute: { reason: 'fraudulent', status: 'warning_needs_response' } }),
  ],
  ['pm_card_pendingRefund', '4000000000007726', card('7726', { refund: 'pending' })],
  ['pm_card_refundFail', '4000000000005126', card('5126', { refund: 'fails' })],
  ['pm_sepaDebit_success_at', 'AT611904300234573201', sepa('3201')],
  [
    'pm_sepaDebit_failed_at',
    'AT861904300235473202',
    sepa('3202', { result: { kind: 'fails', code: 'generic_could_not_process' } }),
  ],
  [
    'pm_sepaDebit_insufficientFunds_at',
    'AT981904300002222227',
    sepa('2227', { result: { kind: 'fails', code: 'insufficient_funds' } }),
  ],
  // The bank returns the debit after it has succeeded. SEPA debits can't be contested, so the dispute is lost
  // immediately.
  [
    'pm_sepaDebit_disputed_at',
    'AT591904300235473203',
    sepa('3203', { dispute: { reason: 'debit_not_authorized', status: 'lost' } }),
  ],
  ['pm_usBankAccount_success', '000123456789', ach('6789')],
  ['pm_usBankAccount_accountClosed', '000111111113', ach('1113', 'account_closed')],
  ['pm_usBankAccount_noAccount', '000111111116', ach('1116', 'no_account')],
  ['pm_usBankAccount_insufficientFunds', '000222222227', ach('2227', 'insufficient_funds')],
  ['pm_usBankAccount_debitNotAuthorized', '000333333335', ach('3335', 'debit_not_authorized')],
];

const BY_ID = new Map(METHODS.map(([id, , behaviour]) => [id, behaviour]));
const BY_ENTRY = new Map(METHODS.map(([, entry, behaviour]) => [entry, behaviour]));

/** Returns the behaviour of a documented test method; undefined for all other ids. */
export function behaviourOfId(id: string): Behaviour | undefined {
  return BY_ID.get(id);
}

/**
 * Returns the behaviour of a number that a payer enters: a card number, IBAN or account number, with or without spaces.
 */
export function behaviourOfEntry(entry: string): Behaviour | undefined {
  return BY_ENTRY.get(entry.replaceAll(/[\s-]/g, '').toUpperCase());
}
