/** Reasons why a request failed. Except for `unavailable`, the provider certainly didn't carry it out. */
export type GatewayFault =
  /** The key is wrong, expired or lacks a permission. The maker has to replace it. */
  | 'key_refused'
  /** The connected account revoked its access or can't accept payments. */
  | 'account_unavailable'
  /** The id belongs to no object, or to one of another account or mode. */
  | 'not_found'
  /** The object's state doesn't allow it, such as a refund of more than was paid. */
  | 'not_allowed'
  /** The amount is below or above what the provider charges in this currency. */
  | 'amount_out_of_range'
  /** The provider didn't accept the request. An error of the product. */
  | 'invalid_request'
  /** Too many requests; later, the same request can succeed. */
  | 'rate_limited'
  /**
   * The provider can't be reached, doesn't answer or has an error of its own. It may have carried out the request, so
   * it is repeated with the same idempotency key.
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
