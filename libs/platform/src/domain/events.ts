/**
 * A fact published beyond its lib, named in the past tense. Consumers refer to it by name and version, and use its id
 * to process it once.
 */
export interface DomainEvent<Payload extends object = Record<string, unknown>> {
  readonly name: string;
  readonly version: number;
  readonly payload: Payload;
}
