import { DateTime } from 'luxon';
import type { FieldFault } from '#platform/domain';

/** Shipping data of a kit that leaves the depot. */
export interface DispatchFields {
  readonly carrier: string;
  readonly trackingNumber: string;
  /** The day promised to the customer, `YYYY-MM-DD`. */
  readonly promisedOn: string;
}

/**
 * Returns all errors in a dispatch, by field.
 * @param today the day at the customer's site, `YYYY-MM-DD`; a promised day must not be in the past
 */
export function findDispatchFaults(dispatch: DispatchFields, today: string): FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (pointer: string, code: string) => faults.push({ pointer, code: `supply.${code}` });
  if (dispatch.carrier.trim() === '') fault('/carrier', 'carrier_missing');
  if (dispatch.trackingNumber.trim() === '') fault('/trackingNumber', 'tracking_number_missing');
  if (!isDay(dispatch.promisedOn)) fault('/promisedOn', 'promised_on_missing');
  else if (dispatch.promisedOn < today) fault('/promisedOn', 'promised_on_over');
  return faults;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text).isValid;
}
