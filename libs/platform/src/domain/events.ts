/**
 * A fact published beyond its lib, in the past tense. Consumers know it by name and version, and use its id to handle
 * it once.
 */
export interface DomainEvent<Payload extends object = Record<string, unknown>> {
  readonly name: string;
  readonly version: number;
  readonly payload: Payload;
}
