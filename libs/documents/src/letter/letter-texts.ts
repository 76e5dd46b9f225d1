import type { PriceField } from '../domain/index-letter.js';

/** The texts of a letter about an index adjustment in one language, with placeholders in braces. */
export interface LetterTexts {
  readonly title: string;
  readonly greeting: string;
  /** Reason for the letter: the clause, and the effective day. */
  readonly intro: string;
  readonly facts: {
    readonly date: string;
    readonly contract: string;
    readonly effective: string;
    readonly told: string;
    readonly currency: string;
  };
  readonly prices: {
    readonly title: string;
    readonly what: string;
    readonly before: string;
    readonly after: string;
    readonly change: string;
  };
  /** Text for what a price applies to; `perUnit` contains the unit. */
  readonly place: Readonly<Record<PriceField['place'], string>> & {
    readonly quarterly: string;
    readonly yearly: string;
    readonly perMachine: string;
    readonly lastTierPrice: string;
    readonly lastTierFee: string;
    readonly lastTierMost: string;
  };
  readonly indexes: {
    readonly title: string;
    readonly index: string;
    readonly share: string;
    readonly then: string;
    readonly now: string;
    readonly source: string;
  };
  /** Format of a percentage. */
  readonly percent: string;
  readonly sum: {
    readonly title: string;
    readonly agreedSince: string;
    readonly fixed: string;
    readonly rate: string;
    readonly rounded: string;
    readonly cap: string;
    readonly floor: string;
    readonly applied: string;
  };
  readonly closing: string;
  readonly regards: string;
}
