import type { IncomingHttpHeaders } from 'node:http';
import type { CookieOptions, Request, Response } from 'express';

export const SESSION_COOKIE = 'dutycycle_session';

function options(request: Request): CookieOptions {
  // Secure where the browser came by TLS; on plain loopback a Secure cookie would not be kept by every browser.
  return { httpOnly: true, sameSite: 'lax', secure: request.secure, path: '/' };
}

const TOKEN = new RegExp(`(?:^|;)\\s*${SESSION_COOKIE}=([\\w-]+)`);

/** The session's token out of the headers of a request or of a socket's handshake. */
export function findSessionToken({ cookie }: IncomingHttpHeaders): string | undefined {
  return TOKEN.exec(cookie ?? '')?.[1];
}

/** Gives the browser its session; how long it is good for is decided by the session's row. */
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
