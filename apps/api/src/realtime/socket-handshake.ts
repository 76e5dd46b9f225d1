import type { IncomingHttpHeaders } from 'node:http';

/**
 * The headers that say who a socket belongs to: a browser sends its cookie; a program its key, as a header or, where its
 * client can't set one, as `auth.token`.
 */
export function identifyingHeaders(
  headers: IncomingHttpHeaders,
  { token }: Readonly<Record<string, unknown>>,
): IncomingHttpHeaders {
  if (headers.authorization !== undefined || typeof token !== 'string') return headers;
  return { ...headers, authorization: `Bearer ${token}` };
}

/**
 * Whether a handshake comes from our own page: browsers let any page open a socket to anywhere, with the cookies of where it
 * goes, and name the page's origin. Programs name none.
 * @param publicUrl where people reach the portal, should a proxy change the host that it asks for
 */
export function isOwnOrigin({ origin, host }: IncomingHttpHeaders, publicUrl: string): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return [host, new URL(publicUrl).host].includes(new URL(origin).host);
}
