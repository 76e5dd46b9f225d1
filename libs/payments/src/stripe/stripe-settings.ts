import { type EndpointFault, findEndpointFault, type KeyMode, kindOfKey } from '../domain/index.js';

/** Address of Stripe, or of a program that takes its place in tests. */
const STRIPE_URL = 'https://api.stripe.com';

/** Settings of the installation. The platform's key belongs to the operator; makers can have their own keys. */
export interface StripeSettings {
  /** Key of the operator's Connect platform; null if makers can only use their own keys. */
  readonly platformKey: string | null;
  /** Secrets that sign webhooks of connected accounts: none, one, or the new and the old one during a rotation. */
  readonly webhookSecrets: readonly string[];
  readonly url: URL;
}

/** Credentials for the account of one maker. */
export type StripeAccess =
  /** Direct charges on a connected account: the maker receives the money and pays Stripe's fees. */
  | { readonly kind: 'connected'; readonly accountId: string }
  /**
   * The maker's own secret or restricted key. A restricted key needs write access to customers, payment methods, setup
   * intents, Checkout Sessions, payment intents and refunds (charges), and read access to disputes, events, balance
   * transactions and payouts.
   */
  | { readonly kind: 'own_key'; readonly key: string };

export type CardsOffReason =
  /** The maker has connected no account, or the operator has no key for connected accounts. */
  | 'no_key'
  /** The key isn't a secret or restricted key of Stripe. */
  | 'key_invalid'
  /** The maker's account id doesn't have the format of Stripe's account ids. */
  | 'account_invalid'
  | EndpointFault;

/**
 * Whether a maker can collect payments by card and direct debit. All other functions of the product are independent of
 * it.
 */
export type PaymentsStatus =
  | { readonly areOn: true; readonly mode: KeyMode }
  | { readonly areOn: false; readonly reason: CardsOffReason };

/** The settings that determine how requests are sent. */
export type RequestSettings = Pick<StripeSettings, 'platformKey' | 'url'>;

/** @param access credentials of the maker; null if the maker has connected no account */
export function paymentsStatus(settings: RequestSettings, access: StripeAccess | null): PaymentsStatus {
  const credentials = access === null ? ('no_key' as const) : credentialsOf(settings, access);
  if (typeof credentials === 'string') return { areOn: false, reason: credentials };
  return { areOn: true, mode: credentials.mode };
}

/** Credentials and address for a client's requests. Never stored, logged or returned by an API. */
export interface StripeCredentials {
  readonly mode: KeyMode;
  readonly key: string;
  /** Connected account; null for the account of the key. */
  readonly accountId: string | null;
}

/** Returns the credentials of a maker, or the reason why they are missing or must not be sent to the address. */
export function credentialsOf(
  { platformKey, url }: RequestSettings,
  access: StripeAccess,
): StripeCredentials | CardsOffReason {
  const key = access.kind === 'own_key' ? access.key : platformKey;
  if (key === null) return 'no_key';
  const kind = kindOfKey(key);
  if (kind === null) return 'key_invalid';
  const accountId = access.kind === 'connected' ? access.accountId : null;
  if (accountId !== null && !/^acct_[A-Za-z0-9_]+$/.test(accountId)) return 'account_invalid';
  return findEndpointFault(url, kind.mode) ?? { mode: kind.mode, key, accountId };
}

/** Values of environment variables, as the platform's `Settings` provides them. */
export interface SettingsSource {
  text(name: string): string | undefined;
  fault(text: string): void;
}

/**
 * Reads the installation's settings, all of them optional: `STRIPE_SECRET_KEY`, the key of the operator's platform;
 * `STRIPE_WEBHOOK_SECRET`, one or two secrets with a comma between them; and `STRIPE_API_URL`, which is only for tests.
 * Faults don't contain the values.
 */
export function readStripeSettings(source: SettingsSource): StripeSettings {
  const text = source.text('STRIPE_API_URL') ?? STRIPE_URL;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) source.fault('STRIPE_API_URL must be an address starting with https://');
  const platformKey = source.text('STRIPE_SECRET_KEY') ?? null;
  const webhookSecrets = readWebhookSecrets(source);
  const settings = { platformKey, webhookSecrets, url: url ?? new URL(STRIPE_URL) };
  if (platformKey === null || url === null) return settings;
  const kind = kindOfKey(platformKey);
  if (kind === null)
    source.fault('STRIPE_SECRET_KEY must start with sk_live_, rk_live_, sk_test_ or rk_test_');
  else {
    const fault = findEndpointFault(url, kind.mode);
    if (fault !== null) source.fault(describe(fault));
  }
  return settings;
}

const MAX_WEBHOOK_SECRETS = 2;

function readWebhookSecrets(source: SettingsSource): readonly string[] {
  const text = source.text('STRIPE_WEBHOOK_SECRET');
  if (text === undefined) return [];
  const secrets = text.split(',').map((secret) => secret.trim());
  if (secrets.length > MAX_WEBHOOK_SECRETS || !secrets.every((secret) => /^whsec_\S+$/.test(secret)))
    source.fault(
      'STRIPE_WEBHOOK_SECRET must be one secret starting with whsec_, or two with a comma between them',
    );
  return secrets;
}

function describe(fault: EndpointFault): string {
  switch (fault) {
    case 'http_beyond_loopback':
      return 'STRIPE_API_URL must start with https://, because only a loopback address may do without TLS';
    case 'live_key_at_other_host':
      return 'STRIPE_API_URL must not be set together with a live key, which is only sent to Stripe';
    case 'protocol_not_supported':
      return 'STRIPE_API_URL must start with https://';
    case 'not_an_origin':
      return 'STRIPE_API_URL must consist of a protocol, a host and a port only';
  }
}
