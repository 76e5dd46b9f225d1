/** A kit of parts that was sent in the month, with its price according to the contract. */
export interface KitToBill {
  readonly deliveryId: string;
  readonly number: string;
  readonly kit: string;
  readonly serial: string;
  /** `YYYY-MM-DD` in the contract's time zone. */
  readonly sentOn: string;
  readonly charge: 'included' | 'charged';
  readonly priceMinor: bigint | null;
  readonly currency: string | null;
}
