import Stripe from 'stripe';
import type { StripeCredentials } from './stripe-settings.js';

/**
 * Version of the API that is sent with each request. It is the version of the types of the pinned package and of the
 * schema that stripe-mock v0.203.0 checks (docs/adr/0057-stripe-package-and-version.md).
 */
export const STRIPE_API_VERSION = '2026-08-26.dahlia' satisfies Stripe.LatestApiVersion;

/** Maximum time to wait for a response. Banks may take half a minute to answer an authorization. */
const TIMEOUT_MS = 80_000;
/** Maximum number of repetitions of a failed request. Charges are repeated by the caller instead. */
const RETRIES = 2;

/** Opens the client of an account. Neither `inspect` nor JSON of the client contains the key. */
export function openClient(
  { key, accountId }: StripeCredentials,
  url: URL,
  timeoutMs: number = TIMEOUT_MS,
): Stripe {
  return new Stripe(key, {
    apiVersion: STRIPE_API_VERSION,
    protocol: url.protocol === 'http:' ? 'http' : 'https',
    // Node's HTTP client expects an IPv6 address without brackets.
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : url.port,
    ...(accountId !== null && { stripeAccount: accountId }),
    timeout: timeoutMs,
    maxNetworkRetries: RETRIES,
    telemetry: false,
    appInfo: { name: 'Dutycycle' },
  });
}
