import { WATCHED_FOR_MS } from '#platform';

/**
 * Machines and sites with live values that are being viewed. An entry that is not repeated expires, so viewers need not
 * unsubscribe.
 */
export class WatchedTargets {
  private readonly untilMs = new Map<string, number>();

  /** @param now milliseconds of a monotonic clock */
  constructor(private readonly now: () => number) {}

  get isEmpty(): boolean {
    return this.untilMs.size === 0;
  }

  /** Processes a message from the internal channel. Ignores everything in it except ids. */
  receive(message: unknown): void {
    const places = (message as { places?: unknown } | null)?.places;
    if (!Array.isArray(places)) return;
    const until = this.now() + WATCHED_FOR_MS;
    for (const targetId of places as unknown[])
      if (typeof targetId === 'string') this.untilMs.set(targetId, until);
  }

  has(id: string | null): boolean {
    return id !== null && this.untilMs.has(id);
  }

  /** Removes entries that have not been repeated. */
  expire(): void {
    const now = this.now();
    for (const [targetId, until] of this.untilMs) if (until <= now) this.untilMs.delete(targetId);
  }
}
