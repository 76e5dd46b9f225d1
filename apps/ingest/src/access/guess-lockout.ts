/** Wrong passwords for one username from one address before that pair is locked out. */
export const GUESSES_PER_USERNAME = 10;
/** Wrong passwords from one address, whatever the username; a plant's devices may share one address. */
export const GUESSES_PER_ADDRESS = 100;
const WINDOW_MS = 60_000;
const REMEMBERED = 100_000;

interface Guesses {
  count: number;
  untilMs: number;
}

/**
 * Stops the guessing of device passwords. A pair of address and username is locked for a minute after ten wrong passwords,
 * an address after a hundred: one device with an old password must not lock out the plant behind the same address. A
 * credential that was right before is exempt, because strangers may share the address, behind a carrier's gateway or a proxy.
 */
export class GuessLockout {
  private readonly guesses = new Map<string, Guesses>();
  /** The longest known first. */
  private readonly right = new Set<string>();

  /** @param credential a hash that tells credentials apart: of the secret, or of the certificate */
  isLocked(address: string, username: string, credential: string, nowMs: number): boolean {
    if (this.right.has(credential)) return false;
    return (
      this.countOf(pair(address, username), nowMs) >= GUESSES_PER_USERNAME ||
      this.countOf(address, nowMs) >= GUESSES_PER_ADDRESS
    );
  }

  /** Exempts a credential that has just been right. */
  noteRight(credential: string): void {
    this.right.delete(credential);
    this.right.add(credential);
    const [longestKnown] = this.right;
    if (this.right.size > REMEMBERED && longestKnown !== undefined) this.right.delete(longestKnown);
  }

  noteWrong(address: string, username: string, credential: string, nowMs: number): void {
    // It was revoked, or is tried with other user names.
    this.right.delete(credential);
    for (const key of [pair(address, username), address]) {
      this.guesses.set(key, { count: this.countOf(key, nowMs) + 1, untilMs: nowMs + WINDOW_MS });
    }
    if (this.guesses.size > REMEMBERED) this.forget(nowMs);
  }

  private countOf(key: string, nowMs: number): number {
    const guesses = this.guesses.get(key);
    return guesses && guesses.untilMs > nowMs ? guesses.count : 0;
  }

  /** Drops what has run out, then the oldest: the list must not grow with an attacker's patience. */
  private forget(nowMs: number): void {
    for (const [key, { untilMs }] of this.guesses) {
      if (untilMs <= nowMs || this.guesses.size > REMEMBERED) this.guesses.delete(key);
    }
  }
}

function pair(address: string, username: string): string {
  return `${address} ${username.slice(0, 200)}`;
}
