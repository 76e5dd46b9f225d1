import type { RecordedCause } from '#contracts';
import type { TaxCategory } from '#invoicing';
import type { UsageReason } from '#metering';
import type { DocumentLanguage } from '../../domain/invoice-document.js';

/** Texts of an invoice in one language. Names in braces are replaced by values. */
export interface DocumentTexts {
  /** BCP 47 tag for numbers and dates. */
  readonly locale: string;
  readonly language: DocumentLanguage;
  readonly invoice: string;
  readonly creditNote: string;
  /** Title of a document that adds to an issued invoice. */
  readonly corrected: string;
  readonly draft: string;
  /** Note below the title of a draft. */
  readonly draftNote: string;
  readonly seller: string;
  readonly buyer: string;
  readonly facts: {
    readonly issued: string;
    readonly due: string;
    readonly terms: string;
    readonly days: string;
    readonly service: string;
    readonly taxPoint: string;
    readonly contract: string;
    /** Label used if the document bills several contracts. */
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
    readonly tax: string;
    readonly amount: string;
  };
  readonly line: {
    readonly base: string;
    readonly usage: string;
    readonly quarterly: string;
    readonly yearly: string;
    readonly once: string;
    readonly trueUp: string;
    /** Shortfall of the contract minimum, then the minimum and the amount reached. */
    readonly trueUpOfContract: string;
    readonly minimumReached: string;
    readonly instalment: string;
    readonly hourBands: string;
    /** Usage of a signal that is not metered as a counter, by method. */
    readonly metered: Readonly<Record<string, string>>;
    readonly machine: string;
    readonly credit: string;
    readonly correction: string;
    /** Correction of an issued invoice with data that became known later. */
    readonly corrects: string;
    readonly quantityWas: string;
    readonly amountWas: string;
    readonly givenBefore: string;
    /** Range of a tier; `lastTier` is for a tier without an upper bound. */
    readonly tier: string;
    readonly lastTier: string;
    readonly kit: string;
    readonly kitFree: string;
    readonly delivered: string;
    readonly clause: string;
    readonly share: string;
    /** Percentage of a fee that is due on paused days. */
    readonly paused: string;
    readonly included: string;
    readonly beyond: string;
    readonly deposit: string;
    /** Discounts on the whole invoice, and on its services and parts. */
    readonly discount: string;
    readonly discountPercent: string;
    readonly discountOfParts: string;
    /** Sale of prepaid credits. */
    readonly sold: string;
    readonly soldUntil: string;
    /** Prepaid credits that a line uses. */
    readonly prepaid: string;
    /** Guarantees, which are evaluated once the month is over. */
    readonly performance: {
      readonly availability: string;
      /** Placeholders: `percent`, `hours`, `guaranteed` and `fee`. */
      readonly available: string;
      /** Placeholders: the hours of each cause. */
      readonly stood: string;
      readonly stoodNever: string;
      /** Text for a line that no reading proves. */
      readonly declared: string;
      /** Downtime by the party responsible. */
      readonly stoodBy: Readonly<Record<RecordedCause, string>>;
      readonly energy: string;
      readonly delivery: string;
      readonly pending: string;
      /** Placeholders: `kwh`, `m3` and `guaranteed`. */
      readonly energyUsed: string;
      /** Placeholders: `beyond` and `price`. */
      readonly energyBeyond: string;
      /** Placeholders: `percent`, `hours` and `guaranteed`. */
      readonly deliveryInside: string;
      /** Placeholders: `minutes`, `startedHours` and `credit`. */
      readonly deliveryOutside: string;
      /** Placeholder: `hours`. */
      readonly unknown: string;
    };
    /** Estimated part of the quantity; `estimatedInPart` if its size is unknown. */
    readonly estimated: string;
    readonly estimatedInPart: string;
    readonly evidence: string;
    readonly waits: string;
  };
  readonly carried: string;
  /** Subtotal of one of several contracts. */
  readonly subtotal: string;
  readonly total: {
    readonly net: string;
    readonly tax: string;
    readonly beforeTax: string;
    readonly gross: string;
    /** Labels of the rounding, of the total before a deposit and rounding, and of the deposit. */
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
    /** Used for all other reasons for a hold. */
    readonly other: string;
  };
  readonly payment: {
    readonly title: string;
    readonly until: string;
    /** Announcement of a direct debit. Placeholders: `amount`, `due`, and `ending`, the end of the account number. */
    readonly collected: string;
    readonly mandate: string;
    readonly creditor: string;
    /** Text for a month with a negative total. */
    readonly credited: string;
    readonly bank: string;
    readonly account: string;
    readonly bic: string;
    readonly reference: string;
    /** The creditor reference (ISO 11649), below the document number. Placeholder: `reference`. */
    readonly orReference: string;
    /** Caption of the QR code that banking apps read. */
    readonly scan: string;
    readonly draft: string;
  };
  /** Title of the bar chart with the usage of a year. */
  readonly usageChart: string;
  readonly proof: {
    readonly title: string;
    readonly text: string;
    /** Instructions to verify the document. Placeholder: `address`. */
    readonly steps: readonly string[];
    readonly root: string;
    readonly none: string;
  };
  readonly page: string;
  /** Names of counters by signal key. */
  readonly signal: Readonly<Record<string, string>>;
}
