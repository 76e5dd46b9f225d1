/**
 * A fact that a lib publishes to others, with a name in the past tense. Consumers refer to it by name and version, and
 * use the id of its outbox row to process it only once.
 */
export interface DomainEvent<Payload extends object = Record<string, unknown>> {
  readonly name: string;
  readonly version: number;
  readonly payload: Payload;
}
