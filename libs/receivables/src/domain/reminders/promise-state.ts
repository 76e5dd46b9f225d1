/**
 * States of a promise to pay. `pending`: the day has not passed and the amount is not paid. `kept`: the amount was
 * received by the day. `broken`: it was not. `withdrawn`: a person ended the promise.
 */
export const PROMISE_STATES = ['pending', 'kept', 'broken', 'withdrawn'] as const;
export type PromiseState = (typeof PROMISE_STATES)[number];

/** The facts that determine the state of a promise, in minor units of the document's currency. */
export interface PromiseFacts {
  readonly promisedOn: string;
  readonly amountMinor: bigint;
  /** The open amount of the document when the promise was recorded. */
  readonly openBeforeMinor: bigint;
  /** The open amount of the document now. */
  readonly openMinor: bigint;
  /** Money for the document that was received after the promised day. */
  readonly receivedLaterMinor: bigint;
  readonly isWithdrawn: boolean;
}

/** Returns the state of a promise. @param today local day of the legal entity */
export function promiseStateOf(
  { promisedOn, amountMinor, openBeforeMinor, openMinor, receivedLaterMinor, isWithdrawn }: PromiseFacts,
  today: string,
): PromiseState {
  if (isWithdrawn) return 'withdrawn';
  const openOnDay = openMinor + receivedLaterMinor;
  if (openOnDay <= openBeforeMinor - amountMinor) return 'kept';
  return today > promisedOn ? 'broken' : 'pending';
}
