import { classifyDecline, needsAuthentication } from './decline.js';

const facts = (declineCode: string | null, adviceCode: string | null = null, code = 'card_declined') => ({
  code,
  declineCode,
  adviceCode,
});

describe('a decline', () => {
  it.each([
    ['insufficient_funds', null, 'soft', 'retry_later', 'insufficient_funds'],
    ['do_not_honor', null, 'soft', 'retry_later', 'do_not_honor'],
    ['do_not_honor', 'try_again_later', 'soft', 'retry_later', 'do_not_honor'],
    ['do_not_honor', 'do_not_try_again', 'hard', 'stop', 'generic_decline'],
    ['insufficient_funds', 'confirm_card_data', 'soft', 'payer_acts', 'insufficient_funds'],
    ['call_issuer', null, 'soft', 'payer_acts', 'call_issuer'],
    ['duplicate_transaction', null, 'soft', 'payer_acts', 'duplicate_transaction'],
    ['transaction_not_allowed', null, 'hard', 'new_method', 'transaction_not_allowed'],
    ['account_closed', null, 'hard', 'new_method', 'account_closed'],
    ['debit_not_authorized', null, 'hard', 'stop', 'generic_decline'],
    ['stolen_card', null, 'hard', 'stop', 'generic_decline'],
    ['lost_card', 'try_again_later', 'hard', 'stop', 'generic_decline'],
    ['fraudulent', null, 'hard', 'stop', 'generic_decline'],
    ['a_code_of_tomorrow', null, 'soft', 'retry_later', 'generic_decline'],
    ['a_code_of_tomorrow', 'do_not_try_again', 'hard', 'stop', 'generic_decline'],
  ])('%s with advice %s is %s: %s', (code, advice, kind, remedy, publicCode) => {
    expect(classifyDecline(facts(code, advice))).toEqual({
      kind,
      code,
      remedy,
      mayRetry: remedy === 'retry_later',
      publicCode,
    });
  });

  it.each([
    ['expired_card', 'expired_card', 'hard'],
    ['incorrect_cvc', 'incorrect_cvc', 'soft'],
    ['card_declined', 'generic_decline', 'soft'],
  ])('without a reason of the issuer is known by its category %s', (code, reason, kind) => {
    expect(classifyDecline(facts(null, null, code))).toMatchObject({ code: reason, kind });
  });

  it.each([
    'incorrect_number',
    'lost_card',
    'pickup_card',
    'stolen_card',
    'revocation_of_authorization',
    'revocation_of_all_authorizations',
    'authentication_required',
    'highest_risk_level',
    'transaction_not_allowed',
  ])('%s, which Stripe itself never retries, is not retried', (code) => {
    expect(classifyDecline(facts(code)).mayRetry).toBe(false);
  });

  it('can be a request for authentication', () => {
    expect(needsAuthentication(facts('authentication_required'))).toBe(true);
    expect(needsAuthentication(facts(null, null, 'authentication_required'))).toBe(true);
    expect(needsAuthentication(facts('do_not_honor'))).toBe(false);
  });
});
