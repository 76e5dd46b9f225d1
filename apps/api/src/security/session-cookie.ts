import type { IncomingHttpHeaders } from 'node:http';
import type { CookieOptions, Request, Response } from 'express';

export const SESSION_COOKIE = 'dutycycle_session';

function options(request: Request): CookieOptions {
  // Secure if the browser uses TLS. Not every browser accepts a Secure cookie on loopback without TLS.
  return { httpOnly: true, sameSite: 'lax', secure: request.secure, path: '/' };
}

const TOKEN = new RegExp(`(?:^|;)\\s*${SESSION_COOKIE}=([\\w-]+)`);

/** Returns the session token from the headers of a request or of a socket's handshake. */
export function findSessionToken({ cookie }: IncomingHttpHeaders): string | undefined {
  return TOKEN.exec(cookie ?? '')?.[1];
}

/** Sets the session cookie. The row of the session in the database determines how long the session is valid. */
export function setSessionCookie(
  request: Request,
  response: Response,
  token: string,
  expiresAt: Date,
  now: Date,
): void {
  response.cookie(SESSION_COOKIE, token, {
    ...options(request),
    maxAge: expiresAt.getTime() - now.getTime(),
  });
}

export function clearSessionCookie(request: Request, response: Response): void {
  response.clearCookie(SESSION_COOKIE, options(request));
}
