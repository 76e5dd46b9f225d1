import { groupBy, sumMinor, toMinor } from '#platform/domain';
import {
  type BaseRateValue,
  computeLateInterest,
  type LateInterest,
  type ReceivedPart,
} from './late-interest.js';
import { nextReminder, type SentReminder } from './next-reminder.js';
import {
  findLevel,
  findReminderPolicy,
  type InterestTerms,
  REMINDER_TEXTS,
  type ReminderPolicy,
  type ReminderTerms,
  type ReminderText,
} from './reminder-policy.js';

/** A reminder that claimed amounts, or none. */
export interface ClaimingReminder extends SentReminder {
  readonly lumpSumMinor: bigint;
}

/** An issued document, and everything that determines whether its buyer is reminded. Amounts are in minor units. */
export interface RemindableDocument {
  readonly documentId: string;
  readonly number: string;
  readonly customerId: string;
  readonly buyerId: string;
  /** ISO 3166-1 alpha-2. */
  readonly buyerCountry: string;
  readonly currency: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly openMinor: bigint;
  readonly received: readonly ReceivedPart[];
  readonly isDisputed: boolean;
  /** True if it is being collected: by an undecided payment at Stripe, or in a debit file. */
  readonly isInCollection: boolean;
  /** Day for which payment is promised; null without a pending promise. */
  readonly promisedOn: string | null;
  /** True if the customer has paid money that is not allocated, or a payment is suggested for the document. */
  readonly hasUnmatchedMoney: boolean;
  /** True if the buyer has an address for emails. */
  readonly hasAddress: boolean;
  readonly sent: readonly ClaimingReminder[];
}

/** Reasons that stop reminders of a document, even if one is waiting to be sent. The first one that applies counts. */
export const STOP_REASONS = ['paid', 'disputed', 'in_collection', 'promised', 'unmatched_money'] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** Reasons why a document is not in a letter. */
export const EXCLUSION_REASONS = [
  ...STOP_REASONS,
  'no_policy',
  'already_sent',
  'in_pause',
  'not_reached',
  'all_sent',
  'no_base_rate',
  'below_minimum',
  'no_address',
] as const satisfies readonly string[];
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];

/** Interest that a reminder claims, and its terms. */
export interface ClaimedInterest extends LateInterest {
  readonly terms: InterestTerms;
}

/** A document in a letter, with the amounts that the letter claims for it. */
export interface PlannedReminder {
  readonly document: RemindableDocument;
  readonly level: number;
  readonly text: ReminderText;
  /** Null if the level claims no interest. */
  readonly interest: ClaimedInterest | null;
  readonly lumpSumMinor: bigint;
}

/** One letter to a buyer. */
export interface PlannedLetter {
  readonly buyerId: string;
  readonly customerId: string;
  /** The most severe text of its reminders. */
  readonly text: ReminderText;
  readonly reminders: readonly PlannedReminder[];
}

/** A document without a reminder, and the reason. */
export interface ExcludedDocument {
  readonly document: RemindableDocument;
  readonly reason: ExclusionReason;
  /** Day until which the reason lasts: of the promise, or of the next level; null if it is not known. */
  readonly until: string | null;
}

/** The letters of a day, and the documents that are left out. */
export interface ReminderPlan {
  readonly letters: readonly PlannedLetter[];
  readonly excluded: readonly ExcludedDocument[];
}

/** Returns the reason that stops reminders of a document; undefined without one. */
export function findStopReason({
  openMinor,
  isDisputed,
  isInCollection,
  promisedOn,
  hasUnmatchedMoney,
}: Pick<
  RemindableDocument,
  'openMinor' | 'isDisputed' | 'isInCollection' | 'promisedOn' | 'hasUnmatchedMoney'
>): StopReason | undefined {
  if (openMinor <= 0n) return 'paid';
  if (isDisputed) return 'disputed';
  if (isInCollection) return 'in_collection';
  if (promisedOn !== null) return 'promised';
  return hasUnmatchedMoney ? 'unmatched_money' : undefined;
}

/**
 * Plans the letters of a legal entity for a day: one per buyer, with all documents for which a level is due. Documents
 * that are not due yet and have no reminder are in neither list.
 * @param on local day of the legal entity
 */
export function planReminders(
  documents: readonly RemindableDocument[],
  {
    policies,
    baseRates,
    on,
  }: {
    readonly policies: readonly ReminderPolicy[];
    readonly baseRates: readonly BaseRateValue[];
    readonly on: string;
  },
): ReminderPlan {
  const excluded: ExcludedDocument[] = [];
  const planned: { readonly terms: ReminderTerms; readonly reminder: PlannedReminder }[] = [];
  for (const document of documents) {
    const terms = findReminderPolicy(policies, document.buyerCountry);
    const next = terms && nextReminder(terms, document, on);
    // Most open documents are not due yet. They would bury the others.
    if (on <= document.dueOn && next?.kind !== 'due') continue;
    const exclude = (reason: ExclusionReason, until: string | null = null): void => {
      excluded.push({ document, reason, until });
    };
    const stop = findStopReason(document);
    if (stop !== undefined) exclude(stop, stop === 'promised' ? document.promisedOn : null);
    else if (terms === undefined || next === undefined) exclude('no_policy');
    else if (next.kind === 'wait') exclude(next.reason, next.until);
    else {
      const reminder = planReminder(terms, baseRates, document, next.level, on);
      if (reminder === undefined) exclude('no_base_rate');
      else planned.push({ terms, reminder });
    }
  }
  const letters: PlannedLetter[] = [];
  for (const [, ofBuyer] of groupBy(planned, ({ reminder }) => reminder.document.buyerId)) {
    const small = currenciesBelowMinimum(ofBuyer);
    const reminders: PlannedReminder[] = [];
    for (const { reminder } of ofBuyer) {
      const { document } = reminder;
      if (small.has(document.currency)) excluded.push({ document, reason: 'below_minimum', until: null });
      else if (!document.hasAddress) excluded.push({ document, reason: 'no_address', until: null });
      else reminders.push(reminder);
    }
    if (reminders.length > 0) letters.push(toLetter(reminders));
  }
  return { letters, excluded };
}

/** @returns undefined if the base rate has no value */
function planReminder(
  terms: ReminderTerms,
  baseRates: readonly BaseRateValue[],
  document: RemindableDocument,
  level: number,
  on: string,
): PlannedReminder | undefined {
  const { text, hasClaims } = findLevel(terms, level)!;
  let interest: ClaimedInterest | null = null;
  if (hasClaims && terms.interest !== null) {
    const computed = computeLateInterest(terms.interest, baseRates, document, on);
    if (computed === undefined) return undefined;
    interest = { ...computed, terms: terms.interest };
  }
  const isClaimed = document.sent.some(({ lumpSumMinor }) => lumpSumMinor > 0n);
  const lumpSum = terms.lumpSums[document.currency];
  const lumpSumMinor =
    hasClaims && !isClaimed && lumpSum !== undefined ? toMinor(lumpSum, document.currency) : 0n;
  return { document, level, text, interest, lumpSumMinor };
}

function currenciesBelowMinimum(
  ofBuyer: readonly { readonly terms: ReminderTerms; readonly reminder: PlannedReminder }[],
): ReadonlySet<string> {
  const small = new Set<string>();
  for (const [currency, reminders] of groupBy(ofBuyer, ({ reminder }) => reminder.document.currency)) {
    const minimum = reminders[0]!.terms.minimums[currency];
    const open = sumMinor(reminders, ({ reminder }) => reminder.document.openMinor);
    if (minimum !== undefined && open < toMinor(minimum, currency)) small.add(currency);
  }
  return small;
}

/** @param reminders at least one, all of the same buyer */
function toLetter(reminders: readonly PlannedReminder[]): PlannedLetter {
  const { buyerId, customerId } = reminders[0]!.document;
  return { buyerId, customerId, text: mostSevere(reminders.map(({ text }) => text)), reminders };
}

/** Returns the most severe of several texts. @param texts at least one */
export function mostSevere(texts: readonly ReminderText[]): ReminderText {
  return REMINDER_TEXTS[Math.max(...texts.map((text) => REMINDER_TEXTS.indexOf(text)))]!;
}
