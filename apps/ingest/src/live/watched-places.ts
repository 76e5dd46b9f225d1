import { WATCHED_FOR_MS } from '#platform';

/**
 * Machines and sites whose live values are being viewed. An entry that is not repeated expires, so viewers need not
 * unsubscribe.
 */
export class WatchedPlaces {
  private readonly untilMs = new Map<string, number>();

  /** @param now milliseconds of a monotonic clock */
  constructor(private readonly now: () => number) {}

  get isEmpty(): boolean {
    return this.untilMs.size === 0;
  }

  /** Processes a message of the internal channel. Ignores everything except ids. */
  hear(message: unknown): void {
    const places = (message as { places?: unknown } | null)?.places;
    if (!Array.isArray(places)) return;
    const until = this.now() + WATCHED_FOR_MS;
    for (const place of places as unknown[]) if (typeof place === 'string') this.untilMs.set(place, until);
  }

  has(placeId: string | null): boolean {
    return placeId !== null && this.untilMs.has(placeId);
  }

  /** Removes entries that have not been repeated. */
  expire(): void {
    const now = this.now();
    for (const [place, until] of this.untilMs) if (until <= now) this.untilMs.delete(place);
  }
}
