import type { ChargeDue, IndexStepPart, PausedDays } from '#contracts/domain';
import type { AppliedTax } from '#invoicing/domain';
import type { IndexClause } from '#pricing/domain';

/** What of a tax rule decides what is paid. */
export type TaxOfLine = Pick<AppliedTax, 'category' | 'percent' | 'taxStep'>;

/** A line as the self-audit looks at it. Decimals are strings, days `YYYY-MM-DD`, [from, to). */
export interface AuditedLine {
  readonly position: number;
  readonly kind: 'base' | 'usage' | 'kit' | 'performance';
  /** Of which charge or promise of the contract; null of what neither prices. */
  readonly chargeKey: string | null;
  readonly component: string | null;
  readonly clause: string;
  readonly unit: string;
  readonly quantity: string | null;
  /** Minor units; null while it waits. */
  readonly amountMinor: bigint | null;
  readonly service: { readonly from: string; readonly to: string } | null;
  /** When its charge is due; null of what no charge prices. */
  readonly due: ChargeDue | null;
  /** The first day of the month, quarter or year that it belongs to, or the day on which it is due once; null of a kit. */
  readonly counterFrom: string | null;
  readonly machine: string | null;
  /** The terms that priced it, as they were agreed when it was drafted; null of what no charge prices. */
  readonly pricedBy: Readonly<Record<string, unknown>> | null;
  /** The same terms as they were applied to its month or year: shared by days, prices as agreed. */
  readonly appliedBy: Readonly<Record<string, unknown>> | null;
  /** What it was counted by, of the invoice's own days. */
  readonly countedBy: readonly MeterName[];
  /** What its place comes to, and what earlier months billed of that: the line is the difference. Major units. */
  readonly standing: string | null;
  readonly billedBefore: string | null;
  /** The share of its month or year that was billed, as it stands in what priced it. */
  readonly share: { readonly used: number; readonly of: number } | null;
  readonly tax: TaxOfLine | null;
  readonly isIncludedKit: boolean;
  /** Of a promise: the figures that it was judged by, and whether it says that its month goes on. */
  readonly promised?: {
    readonly term: Readonly<Record<string, unknown>>;
    readonly isPending: boolean;
  } | null;
  /** Of a correction: the terms that priced what it corrects, which price it too; null where nothing did. */
  readonly corrects: { readonly pricedBy: Readonly<Record<string, unknown>> | null } | null;
}

export interface MeterName {
  readonly device: string;
  readonly signalKey: string;
}

/** A charge of the contract for the days [from, to) of one of its versions; null: since ever, and without an end. */
export interface AuditedCharge {
  readonly from: string | null;
  readonly to: string | null;
  readonly key: string;
  readonly pricing: Readonly<Record<string, unknown>>;
  readonly units: readonly string[];
  readonly meters: readonly MeterName[];
}

/** What is due at least of a whole month, for the days [from, to) of one of the contract's versions; null: since ever, and without an end. */
export interface AuditedMinimum {
  readonly from: string | null;
  readonly to: string | null;
  readonly amount: string;
}

/** A promise of the contract for the days [from, to) of one of its versions; null: since ever, and without an end. */
export interface AuditedPromise {
  readonly from: string | null;
  readonly to: string | null;
  readonly key: string;
  readonly term: Readonly<Record<string, unknown>>;
  readonly meters: readonly MeterName[];
}

/** What a meter counted in the invoice's period. */
export interface AuditedUsage {
  readonly device: string;
  readonly signalKey: string;
  readonly unit: string;
  /** As its signal is described. */
  readonly signalUnit: string;
  readonly quantity: string | null;
  readonly estimatedQuantity: string;
  /** Local days of the period within which it counted, and those of them with a reading. */
  readonly days: number;
  readonly daysWithReadings: number;
}

/** What an earlier month billed of a charge. */
export interface EarlierMonth {
  readonly chargeKey: string;
  readonly periodFrom: string;
  /** Days billed. */
  readonly days: number;
  readonly quantity: string;
}

/** A contract that prices a quantity of this one on its days, or another document of this contract for them. */
export interface Overlap {
  /** Its number, or its first day while it is a draft; null where the other contract billed nothing yet. */
  readonly document: string | null;
  readonly contract: string;
  /** Null where the whole contract is billed twice. */
  readonly device: string | null;
  readonly signalKey: string | null;
}

/** What a counter counted between the end of one coverage and the beginning of the next: no contract bills it. */
export interface UncoveredUse {
  readonly device: string;
  readonly signalKey: string;
  readonly unit: string;
  /** Above zero. */
  readonly quantity: string;
  /** The contract that was covered before. */
  readonly contract: string;
  /** Local day of the first reading that counts for the invoice's contract. */
  readonly day: string;
}

/** Contracts of the plan, in the same currency, that price a charge by the same terms; the invoice's own may be among them. */
export interface PeerPrice {
  /** The number of the first of them. */
  readonly contract: string;
  /** How many they are. */
  readonly contracts: number;
  readonly chargeKey: string;
  /** `termsOf` its pricing. */
  readonly terms: string;
}

/** A signed step of the contract's index clause. */
export interface AuditedIndexStep {
  readonly stepOn: string;
  /** The first day of its prices. */
  readonly effectiveOn: string;
  /** The day on which who is to pay was told, as the signed amendment says. */
  readonly toldOn: string;
  /** What was agreed for its day; null where nothing was. */
  readonly clause: IndexClause | null;
  /** As it was worked out when it was drafted. */
  readonly parts: readonly IndexStepPart[];
  /** What was written down of its indexes by then, by the key of the clause and `YYYY-MM`. */
  readonly values: readonly { readonly key: string; readonly month: string; readonly value: string }[];
}

/** An invoice with all that it is held against. */
export interface AuditedInvoice {
  readonly currency: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  /** Whether the draft knew all of it. */
  readonly isOver: boolean;
  /** Whether it corrects another one, and so tells of that month alone what it changes. */
  readonly isCorrection: boolean;
  /** Minor units, as the document says it. */
  readonly totalMinor: bigint;
  readonly contract: {
    readonly number: string;
    readonly startsOn: string;
    /** The last day billed. */
    readonly endsOn: string | null;
    readonly kitsIncluded: boolean;
    /** Days on which it rests, in the order of time. */
    readonly paused: readonly PausedDays[];
    readonly charges: readonly AuditedCharge[];
    /** What is due at least of whole months, for days [from, to) as of charges. */
    readonly minimums: readonly AuditedMinimum[];
    /** What is judged once a month is over; absent where nothing is promised. */
    readonly promises?: readonly AuditedPromise[];
    /** Of the whole bill, by its last day and in order; decimals, one of both. */
    readonly discounts: readonly { readonly percent: string | null; readonly amount: string | null }[];
  };
  readonly lines: readonly AuditedLine[];
  readonly usages: readonly AuditedUsage[];
  /** By line's position, the rule that taxes it at the tax point by what is known now. */
  readonly taxes: ReadonlyMap<number, TaxOfLine | null>;
  readonly earlier: readonly EarlierMonth[];
  readonly overlaps: readonly Overlap[];
  readonly uncovered: readonly UncoveredUse[];
  readonly peers: readonly PeerPrice[];
  /** Of the contract, whenever their prices hold. */
  readonly indexSteps: readonly AuditedIndexStep[];
}

/** `blocks`: the invoice waits until it is mended. `asks`: whoever approves has to have seen it. */
export type Severity = 'blocks' | 'asks';

/** Something that is not as it should be, with its evidence. */
export interface AuditFinding {
  readonly code: string;
  readonly severity: Severity;
  /** Of the line; null where it is about the invoice. */
  readonly position: number | null;
  readonly params: Readonly<Record<string, string | number | null>>;
}
