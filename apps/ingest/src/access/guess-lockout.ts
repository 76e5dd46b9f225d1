/** Number of wrong passwords for one user name from one address before that pair is locked out. */
export const GUESSES_PER_USERNAME = 10;
/**
 * Number of wrong passwords for any user names from one address before that address is locked out. A plant's devices
 * can share an address.
 */
export const GUESSES_PER_ADDRESS = 100;
const WINDOW_MS = 60_000;
const MAX_REMEMBERED = 100_000;

interface Guesses {
  count: number;
  untilMs: number;
}

/**
 * Prevents guessing of device passwords. Locks a pair of address and user name for a minute after ten wrong passwords,
 * and an address only after a hundred, because a device with an old password must not lock out the plant behind the
 * same address. A recently valid credential is exempt, because other parties can share the address behind a carrier's
 * gateway or a proxy.
 */
export class GuessLockout {
  private readonly guesses = new Map<string, Guesses>();
  /** Valid credentials, least recently accepted first. */
  private readonly right = new Set<string>();

  /** @param credential hash that identifies the secret or the certificate */
  isLocked(address: string, username: string, credential: string, nowMs: number): boolean {
    if (this.right.has(credential)) return false;
    return (
      this.countGuesses(toPairKey(address, username), nowMs) >= GUESSES_PER_USERNAME ||
      this.countGuesses(address, nowMs) >= GUESSES_PER_ADDRESS
    );
  }

  /** Exempts a credential that has just been accepted. */
  recordSuccess(credential: string): void {
    this.right.delete(credential);
    this.right.add(credential);
    const [oldestCredential] = this.right;
    if (this.right.size > MAX_REMEMBERED && oldestCredential !== undefined)
      this.right.delete(oldestCredential);
  }

  recordFailure(address: string, username: string, credential: string, nowMs: number): void {
    // End the exemption: the credential has been revoked, or is being tried with other user names.
    this.right.delete(credential);
    for (const key of [toPairKey(address, username), address]) {
      this.guesses.set(key, { count: this.countGuesses(key, nowMs) + 1, untilMs: nowMs + WINDOW_MS });
    }
    if (this.guesses.size > MAX_REMEMBERED) this.forgetExpired(nowMs);
  }

  private countGuesses(key: string, nowMs: number): number {
    const guesses = this.guesses.get(key);
    return guesses && guesses.untilMs > nowMs ? guesses.count : 0;
  }

  /**
   * Drops expired entries and, above the limit, the oldest ones, so that an attacker cannot make the list grow without
   * limit.
   */
  private forgetExpired(nowMs: number): void {
    for (const [key, { untilMs }] of this.guesses) {
      if (untilMs <= nowMs || this.guesses.size > MAX_REMEMBERED) this.guesses.delete(key);
    }
  }
}

function toPairKey(address: string, username: string): string {
  return `${address} ${username.slice(0, 200)}`;
}
