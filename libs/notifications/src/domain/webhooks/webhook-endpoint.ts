import type { FieldFault } from '#platform/domain';

export const ENDPOINT_KINDS = ['webhook', 'slack', 'teams'] as const;
export type EndpointKind = (typeof ENDPOINT_KINDS)[number];

/** Reason why an endpoint is paused: by a person, because of status 410, or because no attempt succeeded for days. */
export type PauseReason = 'person' | 'gone' | 'failing';

const MAX_URL_LENGTH = 2000;

/** Facts about an address that depend on the installation. */
export interface AddressRules {
  /** Returns true for hosts in the operator's own network that may receive messages, also without TLS. */
  readonly isTrusted: (host: string) => boolean;
  /** Returns true for an IP address that is not reachable from the internet. */
  readonly isPrivateAddress: (host: string) => boolean;
}

/**
 * Returns the faults of an endpoint's address. A host name is resolved and checked again with each attempt, because it
 * can refer to another host later.
 */
export function findUrlFaults(text: string, { isTrusted, isPrivateAddress }: AddressRules): FieldFault[] {
  const fault = (code: string): FieldFault[] => [{ pointer: '/url', code: `notifications.${code}` }];
  if (text.length > MAX_URL_LENGTH || !URL.canParse(text)) return fault('url_invalid');
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const trusted = isTrusted(host);
  if (url.protocol !== 'https:' && !(trusted && url.protocol === 'http:')) return fault('url_not_https');
  if (url.username !== '' || url.password !== '') return fault('url_with_password');
  if (!trusted && (isPrivateAddress(host) || isLocalName(host))) return fault('url_private');
  return [];
}

function isLocalName(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host.endsWith('.local') ||
    host.endsWith('.internal')
  );
}

/** Returns the part of an address that is safe to show. The path of Slack's and Teams' addresses is a secret. */
export function showUrl(kind: EndpointKind, text: string): string {
  const { origin, pathname } = new URL(text);
  return kind === 'webhook' ? `${origin}${pathname}` : `${origin}/…`;
}
