/** An event out of the outbox, as the relay tells it. */
export interface RelayedEvent {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly payload: Readonly<Record<string, string | undefined>>;
}
