import type { Request, Response } from 'express';
import type { KnownBrowsers } from '#organization';

const KNOWN_BROWSER_COOKIE = 'dutycycle_browser';
const VALUE = new RegExp(`(?:^|;)\\s*${KNOWN_BROWSER_COOKIE}=([\\w.-]+)`);
/** Maximum lifetime of a cookie in browsers. */
const LIFE_MS = 400 * 86_400_000;

/** Returns the content of the cookie about earlier sign-ins of the browser; null if the browser sent no such cookie. */
export function findKnownBrowser(request: Request): string | null {
  return VALUE.exec(request.get('cookie') ?? '')?.[1] ?? null;
}

/**
 * Sets the cookie with which the browser can later prove that the owner of the account has signed in or reset the
 * password with it.
 */
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
