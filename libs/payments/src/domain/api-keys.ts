/** Mode of a key: live keys move real money, and test keys belong to a sandbox. */
export type KeyMode = 'live' | 'test';

/**
 * Kind of a key: secret keys have all permissions of an account, and restricted keys have the permissions that the
 * maker selected.
 */
export interface ApiKeyKind {
  readonly mode: KeyMode;
  readonly kind: 'secret' | 'restricted';
}

const PREFIX = /^(sk|rk)_(live|test)_[A-Za-z0-9_]{4,}$/;

/** Returns the kind of a Stripe key; null if it isn't a server key, for example if it is a publishable key. */
export function kindOfKey(key: string): ApiKeyKind | null {
  const [, kind, mode] = PREFIX.exec(key) ?? [];
  if (kind === undefined || mode === undefined) return null;
  return { kind: kind === 'sk' ? 'secret' : 'restricted', mode: mode === 'live' ? 'live' : 'test' };
}

/** Returns the part of a key that is safe to show, as in Stripe's dashboard, so that a person recognizes the key. */
export function maskKey(key: string): string {
  const kind = kindOfKey(key);
  if (kind === null) return '…';
  return `${key.slice(0, 'sk_test_'.length)}…${key.slice(-4)}`;
}

const SECRETS = /\b(?:(?:sk|rk)_(?:live|test)|whsec|pi|seti)_[A-Za-z0-9_]*(?:_secret_[A-Za-z0-9]+)?/g;

/** Removes keys, webhook secrets and client secrets from a text that may reach a log. Ids of intents stay. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(SECRETS, (found) => {
    if (/^(pi|seti)_/.test(found)) return found.replace(/_secret_.*$/, '_secret_…');
    return `${found.slice(0, found.startsWith('whsec') ? 6 : 8)}…`;
  });
}

export type EndpointFault =
  /** Without TLS, a key is readable on the network. */
  | 'http_beyond_loopback'
  /** A live key must never reach a program that pretends to be Stripe. */
  | 'live_key_at_other_host'
  | 'protocol_not_supported'
  | 'not_an_origin';

/** The only host to which live keys are sent. */
const STRIPE_HOST = 'api.stripe.com';

/** Returns the reason why a key must not be sent to an address; null if it may be sent. */
export function findEndpointFault(url: URL, mode: KeyMode): EndpointFault | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'protocol_not_supported';
  if (url.pathname !== '/' || url.search !== '' || url.username !== '' || url.password !== '')
    return 'not_an_origin';
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return 'http_beyond_loopback';
  if (mode === 'live' && (url.protocol !== 'https:' || url.host !== STRIPE_HOST))
    return 'live_key_at_other_host';
  return null;
}

/**
 * Names other than `localhost` are not accepted, because a person who controls the DNS can direct them to another host.
 */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
