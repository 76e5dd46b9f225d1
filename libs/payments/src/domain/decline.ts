/** Actions that can lead to a payment after a decline, from the least to the most restrictive. */
export type DeclineRemedy =
  /** The same method may succeed later without the payer. */
  | 'retry_later'
  /** The same method may succeed after the payer has authenticated, called the bank or corrected data. */
  | 'payer_acts'
  /** The method will not work; the payer needs another one. */
  | 'new_method'
  /** The method must not be charged again: reported lost, suspected fraud, or the authorization was revoked. */
  | 'stop';

export interface Decline {
  /** A method is never charged again for the same document after a hard decline. */
  readonly kind: 'hard' | 'soft';
  /** Decline code of the issuer or failure code of the debit, as reported by the provider. */
  readonly code: string;
  readonly remedy: DeclineRemedy;
  /** True if another attempt with the same method and without the payer may succeed. */
  readonly mayRetry: boolean;
  /** Code of the text that may be shown to the payer. Suspected fraud and theft are not disclosed. */
  readonly publicCode: string;
}

/** Facts about a decline, as the provider reports them. */
export interface DeclineFacts {
  /** Category of the error, such as `card_declined` or `expired_card`. */
  readonly code: string | null;
  /** Reason of the issuer, such as `insufficient_funds`. */
  readonly declineCode: string | null;
  /** Advice of the card network: `do_not_try_again`, `try_again_later` or `confirm_card_data`. */
  readonly adviceCode: string | null;
}

/**
 * Remedies by code of cards (docs.stripe.com/declines/codes) and debits (failure codes of charges). The codes that
 * Stripe's own retries treat as final are never `retry_later`.
 */
const REMEDIES: ReadonlyMap<string, DeclineRemedy> = new Map(
  (
    [
      [
        'retry_later',
        'approve_with_id card_velocity_exceeded charge_exceeds_source_limit charge_exceeds_transaction_limit ' +
          'charge_exceeds_weekly_limit do_not_honor generic_decline insufficient_funds issuer_not_available ' +
          'no_action_taken processing_error reenter_transaction try_again_later withdrawal_count_limit_exceeded',
      ],
      [
        'payer_acts',
        'authentication_not_handled authentication_required call_issuer duplicate_transaction incorrect_address ' +
          'incorrect_cvc incorrect_pin incorrect_zip invalid_amount invalid_cvc invalid_pin ' +
          'mobile_device_authentication_required not_permitted offline_pin_required online_or_offline_pin_required ' +
          'payment_intent_authentication_failure pin_try_exceeded refer_to_customer security_violation ' +
          'service_not_allowed',
      ],
      [
        'new_method',
        'account_closed bank_account_restricted bank_account_unusable bank_ownership_changed ' +
          'branch_does_not_exist card_not_supported currency_not_supported do_not_try_again expired_card ' +
          'generic_could_not_process incorrect_account_holder_name incorrect_number invalid_account ' +
          'invalid_account_number invalid_expiry_month invalid_expiry_year invalid_number ' +
          'new_account_information_available no_account payment_method_unactivated recipient_deceased ' +
          'testmode_decline transaction_not_allowed',
      ],
      [
        'stop',
        'debit_not_authorized fraudulent highest_risk_level lost_card merchant_blacklist pickup_card ' +
          'restricted_card revocation_of_all_authorizations revocation_of_authorization stolen_card ' +
          'stop_payment_order',
      ],
    ] as const
  ).flatMap(([remedy, codes]) => codes.split(' ').map((code) => [code, remedy] as const)),
);

const RESTRICTIONS: readonly DeclineRemedy[] = ['retry_later', 'payer_acts', 'new_method', 'stop'];

const GENERIC = 'generic_decline';

/**
 * Classifies a decline. The issuer's reason determines the remedy; the advice of the network can only make it more
 * restrictive, because card networks charge fees for attempts after a final decline. An unknown code is a generic
 * decline.
 */
export function classifyDecline({ code, declineCode, adviceCode }: DeclineFacts): Decline {
  const reason = declineCode ?? (code === null || code === 'card_declined' ? GENERIC : code);
  const remedy = stricter(REMEDIES.get(reason) ?? 'retry_later', remedyOf(adviceCode));
  return {
    kind: remedy === 'new_method' || remedy === 'stop' ? 'hard' : 'soft',
    code: reason,
    remedy,
    mayRetry: remedy === 'retry_later',
    publicCode: remedy === 'stop' || !REMEDIES.has(reason) ? GENERIC : reason,
  };
}

function remedyOf(adviceCode: string | null): DeclineRemedy {
  if (adviceCode === 'do_not_try_again') return 'stop';
  return adviceCode === 'confirm_card_data' ? 'payer_acts' : 'retry_later';
}

function stricter(a: DeclineRemedy, b: DeclineRemedy): DeclineRemedy {
  return RESTRICTIONS.indexOf(a) >= RESTRICTIONS.indexOf(b) ? a : b;
}

/** Returns true if the decline means that the payer has to authenticate. */
export function needsAuthentication({ code, declineCode }: DeclineFacts): boolean {
  return declineCode === 'authentication_required' || code === 'authentication_required';
}
