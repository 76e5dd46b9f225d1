import { WATCHED_FOR_MS } from '#platform';

/** The machines and sites whose live values somebody looks at. What is not said again is forgotten, so nobody has to say good-bye. */
export class WatchedPlaces {
  private readonly untilMs = new Map<string, number>();

  /** @param now milliseconds of a clock that never jumps */
  constructor(private readonly now: () => number) {}

  get isEmpty(): boolean {
    return this.untilMs.size === 0;
  }

  /** Takes in a message of the internal channel; anything else in it than ids is passed over. */
  hear(message: unknown): void {
    const places = (message as { places?: unknown } | null)?.places;
    if (!Array.isArray(places)) return;
    const until = this.now() + WATCHED_FOR_MS;
    for (const place of places as unknown[]) if (typeof place === 'string') this.untilMs.set(place, until);
  }

  has(placeId: string | null): boolean {
    return placeId !== null && this.untilMs.has(placeId);
  }

  /** Forgets what has not been said again. */
  expire(): void {
    const now = this.now();
    for (const [place, until] of this.untilMs) if (until <= now) this.untilMs.delete(place);
  }
}
