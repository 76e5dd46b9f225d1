import type { Request, Response } from 'express';
import type { KnownBrowsers } from '#organization';

const KNOWN_BROWSER_COOKIE = 'dutycycle_browser';
const VALUE = new RegExp(`(?:^|;)\\s*${KNOWN_BROWSER_COOKIE}=([\\w.-]+)`);
/** Longest lifetime of a cookie in browsers. */
const LIFE_MS = 400 * 86_400_000;

/** Returns the content of the cookie about a browser's earlier sign-ins; null if the browser sent none. */
export function findKnownBrowser(request: Request): string | null {
  return VALUE.exec(request.get('cookie') ?? '')?.[1] ?? null;
}

/** Lets the browser prove later that the account's owner has signed in or reset the password with it. */
export function rememberBrowser(
  browsers: KnownBrowsers,
  email: string,
  request: Request,
  response: Response,
): void {
  response.cookie(KNOWN_BROWSER_COOKIE, browsers.remember(findKnownBrowser(request), email), {
    httpOnly: true,
    sameSite: 'lax',
    secure: request.secure,
    path: '/api/v1',
    maxAge: LIFE_MS,
  });
}
