/** Event of the outbox, as delivered by the relay. */
export interface RelayedEvent {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly payload: Readonly<Record<string, string | undefined>>;
}
