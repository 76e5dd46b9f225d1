/** Reasons why a request failed. Except for `unavailable`, the provider certainly didn't execute the request. */
export type GatewayFault =
  /** The key is wrong, expired or lacks a permission. The maker has to replace it. */
  | 'key_refused'
  /** The connected account revoked its access or can't accept payments. */
  | 'account_unavailable'
  /** No object has the id, or the object belongs to another account or mode. */
  | 'not_found'
  /** The object's state doesn't allow the request, such as a refund of more than the paid amount. */
  | 'not_allowed'
  /** The amount is below the provider's minimum or above its maximum in this currency. */
  | 'amount_out_of_range'
  /** The provider didn't accept the request, because of an error of the product. */
  | 'invalid_request'
  /** There were too many requests. The same request can succeed later. */
  | 'rate_limited'
  /**
   * The provider can't be reached, doesn't answer or has an internal error. It may have executed the request, so the
   * request is repeated with the same idempotency key.
   */
  | 'unavailable';

/**
 * Thrown when a request to the provider fails. It contains no text of the provider's library, because its
 * errors contain request headers, parts of keys and addresses of payers.
 */
export class GatewayError extends Error {
  /**
   * @param providerCode code of the provider, such as `resource_missing`
   * @param requestId id by which the provider's support finds the request
   */
  constructor(
    readonly fault: GatewayFault,
    readonly providerCode: string | null,
    readonly requestId: string | null,
  ) {
    super(`The request to Stripe failed: ${fault}${providerCode === null ? '' : ` (${providerCode})`}`);
    this.name = 'GatewayError';
  }

  /** True if the same request can succeed later without a change. */
  get isTemporary(): boolean {
    return this.fault === 'rate_limited' || this.fault === 'unavailable';
  }
}
