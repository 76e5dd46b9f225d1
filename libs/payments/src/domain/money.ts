/** A booked amount in minor units of its currency (ISO 4217), never in units of a payment provider. */
export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}
