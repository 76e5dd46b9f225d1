/** A fact to be told beyond its lib, in the past tense; consumers know it by name and version and by its id only once. */
export interface DomainEvent<Payload extends object = Record<string, unknown>> {
  readonly name: string;
  readonly version: number;
  readonly payload: Payload;
}
