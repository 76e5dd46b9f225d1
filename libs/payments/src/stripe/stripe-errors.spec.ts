import { inspect } from 'node:util';
import Stripe from 'stripe';
import { toGatewayError, unknownOutcomeOf } from './stripe-errors.js';

const SECRET = 'sk_live_51abcdefghijklmnop';
const { errors } = Stripe;

function error(
  Type: new (raw: never) => Error,
  fields: { statusCode?: number; code?: string; detail?: object; headers?: object } = {},
): Error {
  const raw = {
    message: `Invalid API Key provided: ${SECRET}`,
    type: 'api_error',
    requestId: 'req_1',
    ...fields,
  };
  return new Type(raw as never);
}

describe('an error of Stripe', () => {
  it.each([
    [error(errors.StripeAuthenticationError, { statusCode: 401 }), 'key_refused', false],
    [error(errors.StripePermissionError, { statusCode: 403 }), 'key_refused', false],
    [
      error(errors.StripePermissionError, { statusCode: 403, code: 'account_invalid' }),
      'account_unavailable',
      false,
    ],
    [error(errors.StripeRateLimitError, { statusCode: 429 }), 'rate_limited', true],
    [
      error(errors.StripeInvalidRequestError, { statusCode: 429, code: 'lock_timeout' }),
      'rate_limited',
      true,
    ],
    [
      error(errors.StripeInvalidRequestError, { statusCode: 404, code: 'resource_missing' }),
      'not_found',
      false,
    ],
    [
      error(errors.StripeInvalidRequestError, { statusCode: 400, code: 'amount_too_small' }),
      'amount_out_of_range',
      false,
    ],
    [
      error(errors.StripeInvalidRequestError, { statusCode: 400, code: 'charge_disputed' }),
      'not_allowed',
      false,
    ],
    [error(errors.StripeInvalidRequestError, { statusCode: 400 }), 'invalid_request', false],
    [error(errors.StripeIdempotencyError, { statusCode: 409 }), 'unavailable', true],
    [error(errors.StripeConnectionError), 'unavailable', true],
    [error(errors.StripeAPIError, { statusCode: 500 }), 'unavailable', true],
  ])('%s is reported as %s', (thrown, fault, isTemporary) => {
    const reported = toGatewayError(thrown);
    expect(reported).toMatchObject({ fault, isTemporary, requestId: 'req_1' });
    expect(inspect(reported, { depth: 10, showHidden: true })).not.toContain('abcdef');
  });

  it.each([
    [error(errors.StripeConnectionError, { detail: { code: 'ETIMEDOUT' } }), 'timeout', false],
    [error(errors.StripeConnectionError, { detail: { code: 'ECONNRESET' } }), 'connection_lost', false],
    [error(errors.StripeConnectionError), 'connection_lost', false],
    [error(errors.StripeAPIError, { statusCode: 500 }), 'server_error', false],
    [
      error(errors.StripeAPIError, { statusCode: 500, headers: { 'idempotent-replayed': 'true' } }),
      'server_error',
      true,
    ],
    [error(errors.StripeIdempotencyError, { statusCode: 409 }), 'key_in_use', false],
    [error(errors.StripeIdempotencyError, { statusCode: 400 }), 'key_reused', false],
    [error(errors.StripeInvalidRequestError, { statusCode: 409 }), 'key_in_use', false],
  ])('%# of a charge leaves its outcome unknown: %s', (thrown, cause, isReplayed) => {
    expect(unknownOutcomeOf(thrown)).toEqual({ state: 'unknown', cause, isReplayed });
  });

  it.each([
    error(errors.StripeCardError, { statusCode: 402 }),
    error(errors.StripeInvalidRequestError, { statusCode: 400 }),
    error(errors.StripeAuthenticationError, { statusCode: 401 }),
    error(errors.StripeRateLimitError, { statusCode: 429 }),
    new TypeError('not of Stripe'),
  ])('%s of a charge means that nothing was charged', (thrown) => {
    expect(unknownOutcomeOf(thrown)).toBeNull();
  });

  it('that is an error of the product is not translated', () => {
    expect(() => toGatewayError(new TypeError('a bug'))).toThrow(TypeError);
  });
});
