/** Long enough that nobody guesses it within the few attempts a minute that the first visit allows. */
export const SHORTEST_SETUP_TOKEN = 20;
export const LONGEST_SETUP_TOKEN = 200;

/** A page's address with the token behind `#`, where browsers keep it to themselves: no server or proxy logs it. */
export function setupLink(portalUrl: string, token: string): string {
  return `${portalUrl}/setup#token=${encodeURIComponent(token)}`;
}
