/** Too long to be guessed within the few attempts per minute that the first-visit form allows. */
export const SHORTEST_SETUP_TOKEN = 20;
export const LONGEST_SETUP_TOKEN = 200;

/**
 * Returns the set-up page's URL with the token in the fragment, which browsers never send, so that no server or proxy
 * logs it.
 */
export function setupLink(portalUrl: string, token: string): string {
  return `${portalUrl}/setup#token=${encodeURIComponent(token)}`;
}
