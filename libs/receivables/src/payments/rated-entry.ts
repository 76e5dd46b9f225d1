import type { EntryToPost } from '#invoicing';

/** A document or payment with the exchange rate at which it was posted. */
export interface Rated {
  readonly legalEntityId: string;
  readonly currency: string;
  readonly booksCurrency: string;
  readonly booksRate: string;
  readonly booksRateOn: string | null;
  readonly booksRateSource: string | null;
}

/** Returns a new entry of a document or payment, at its exchange rate. */
export function ratedEntry(
  { legalEntityId, currency, booksCurrency, booksRate, booksRateOn, booksRateSource }: Rated,
  source: EntryToPost['source'],
  postingDate: string,
): EntryToPost {
  return {
    legalEntityId,
    source,
    postingDate,
    service: null,
    currency,
    booksCurrency,
    rate: { rate: booksRate, day: booksRateOn, source: booksRateSource },
    reversesId: null,
  };
}
