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
 * an address after a hundred: one device with an old password must not lock out the plant behind the same address.
 */
export class GuessLockout {
  private readonly guesses = new Map<string, Guesses>();

  isLocked(address: string, username: string, nowMs: number): boolean {
    return (
      this.countOf(pair(address, username), nowMs) >= GUESSES_PER_USERNAME ||
      this.countOf(address, nowMs) >= GUESSES_PER_ADDRESS
    );
  }

  noteWrong(address: string, username: string, nowMs: number): void {
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
