import type { RecordedCause } from '#contracts';
import type { TaxCategory } from '#invoicing';
import type { UsageReason } from '#metering';
import type { DocumentLanguage } from '../../domain/invoice-document.js';

/** The words of an invoice in one language. Names in braces are filled in. */
export interface DocumentTexts {
  /** For numbers and dates, BCP 47. */
  readonly locale: string;
  readonly language: DocumentLanguage;
  readonly invoice: string;
  readonly creditNote: string;
  /** What adds to an issued invoice. */
  readonly corrected: string;
  readonly draft: string;
  /** Under the title of a draft. */
  readonly draftNote: string;
  readonly seller: string;
  readonly buyer: string;
  readonly facts: {
    readonly number: string;
    readonly issued: string;
    readonly due: string;
    readonly terms: string;
    readonly days: string;
    readonly service: string;
    readonly contract: string;
    /** Of a document that bills several. */
    readonly contracts: string;
    readonly order: string;
    readonly reference: string;
    readonly original: string;
    readonly reason: string;
    readonly currency: string;
  };
  readonly columns: {
    readonly what: string;
    readonly quantity: string;
    readonly price: string;
    readonly amount: string;
  };
  readonly line: {
    readonly base: string;
    readonly usage: string;
    readonly quarterly: string;
    readonly yearly: string;
    readonly once: string;
    readonly trueUp: string;
    /** Of the whole contract, and what it was against what was reached. */
    readonly trueUpOfContract: string;
    readonly minimumReached: string;
    readonly instalment: string;
    readonly hourBands: string;
    /** A signal that is read otherwise than as a counter, by its method. */
    readonly metered: Readonly<Record<string, string>>;
    readonly machine: string;
    readonly credit: string;
    readonly correction: string;
    /** Of an issued invoice, by what is known since. */
    readonly corrects: string;
    readonly quantityWas: string;
    readonly amountWas: string;
    readonly givenBefore: string;
    /** Of one tier; `open` where it has no end. */
    readonly tier: string;
    readonly lastTier: string;
    readonly kit: string;
    readonly kitFree: string;
    readonly delivered: string;
    readonly clause: string;
    readonly share: string;
    /** What of a fee is due on the days of a pause. */
    readonly paused: string;
    readonly included: string;
    readonly beyond: string;
    readonly deposit: string;
    /** Of the whole bill, and of what of it is parts. */
    readonly discount: string;
    readonly discountPercent: string;
    readonly discountOfParts: string;
    /** Of an amount that pays units before they are used. */
    readonly sold: string;
    readonly soldUntil: string;
    /** Of a line that draws on what was paid before. */
    readonly prepaid: string;
    /** What of its quantity is estimated; where nobody tells how much, that some of it is. */
    /** Promises that are judged once a month is over. */
    readonly performance: {
      readonly availability: string;
      /** With `percent`, `hours`, `guaranteed` and `fee`. */
      readonly available: string;
      /** With the hours of each cause. */
      readonly stood: string;
      readonly stoodNever: string;
      /** Says that no reading proves the line. */
      readonly declared: string;
      /** What of it was whose. */
      readonly stoodBy: Readonly<Record<RecordedCause, string>>;
      readonly energy: string;
      readonly delivery: string;
      readonly pending: string;
      /** With `kwh`, `m3` and `guaranteed`. */
      readonly energyUsed: string;
      /** With `beyond` and `price`. */
      readonly energyBeyond: string;
      /** With `percent`, `hours` and `guaranteed`. */
      readonly deliveryInside: string;
      /** With `minutes`, `begun` and `credit`. */
      readonly deliveryOutside: string;
      /** With `hours`. */
      readonly unknown: string;
    };
    readonly estimated: string;
    readonly estimatedInPart: string;
    readonly evidence: string;
    readonly waits: string;
  };
  readonly carried: string;
  /** What one contract of several comes to. */
  readonly subtotal: string;
  readonly total: {
    readonly net: string;
    readonly tax: string;
    readonly beforeTax: string;
    readonly gross: string;
    /** Of a document that a deposit pays in part: the sum before, and what is set off. */
    readonly rounding: string;
    readonly withTax: string;
    readonly deposit: string;
  };
  readonly category: Readonly<Record<TaxCategory, string>>;
  readonly held: {
    readonly title: string;
    readonly note: string;
    readonly quantity: string;
    readonly unknown: string;
    readonly more: string;
    readonly reason: Readonly<Record<UsageReason['code'], string>>;
    /** Of a line that waits for something else. */
    readonly other: string;
  };
  readonly payment: {
    readonly title: string;
    readonly until: string;
    /** Of a month below zero. */
    readonly credited: string;
    readonly bank: string;
    readonly account: string;
    readonly bic: string;
    readonly reference: string;
    readonly draft: string;
  };
  readonly proof: {
    readonly title: string;
    readonly text: string;
    readonly none: string;
  };
  readonly page: string;
  /** Counters by key, as the product calls them. */
  readonly signal: Readonly<Record<string, string>>;
}
