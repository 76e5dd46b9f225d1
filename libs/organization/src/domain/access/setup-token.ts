/**
 * Minimum length of a setup token. It can't be guessed within the few attempts per minute that the first-visit form
 * allows.
 */
export const MIN_SETUP_TOKEN_LENGTH = 20;
export const MAX_SETUP_TOKEN_LENGTH = 200;

/**
 * Returns the setup page's URL with the token in the fragment. Browsers never send the fragment, so no server or proxy
 * logs it.
 */
export function createSetupLink(portalUrl: string, token: string): string {
  return `${portalUrl}/setup#token=${encodeURIComponent(token)}`;
}
