import { findDualApprovalReason, type Permission } from '#organization/domain';
import { fromMinor, sumMinor } from '#platform/domain';
import { type DraftedPeriod, findPeriodRefusal, refuseHeldLines } from '../document/approval-refusals.js';
import { type HoldReason, type InvoiceState, isIssued, nextInvoiceState } from '../document/invoice-state.js';
import { findSendRefusal, type SendFacts } from '../mailing/recipients.js';

/** Decisions that can be made about many documents at once. */
export const BULK_ACTIONS = ['approve', 'issue', 'reopen', 'send'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** The permission that each decision requires, as for a single document. */
export const PERMISSION_OF_BULK_ACTION: Readonly<Record<BulkAction, Permission>> = {
  approve: 'invoices.approve',
  reopen: 'invoices.approve',
  issue: 'invoices.issue',
  send: 'invoices.issue',
};

/** Result of a bulk decision for one document. */
export const BULK_OUTCOMES = ['waiting', 'done', 'refused', 'failed'] as const;
export type BulkOutcome = (typeof BULK_OUTCOMES)[number];

/** The facts about a contract's invoice that determine whether its document can be approved or issued. */
export interface InvoiceToDecide extends DraftedPeriod {
  readonly invoiceId: string;
  /** Number of the contract. */
  readonly contract: string;
  readonly state: InvoiceState;
  readonly version: number;
  readonly contentHash: string;
  readonly holdReasons: readonly HoldReason[];
  /** Lines that are on hold in whole or in part. */
  readonly heldLines: readonly { readonly id: string; readonly position: number }[];
  /** False if no line has an amount. */
  readonly hasAmount: boolean;
  readonly grossMinor: string;
  readonly approvedBy: string | null;
}

/** A document: the invoice of one contract, or the invoices of a billing group's contracts for one month. */
export interface DocumentToDecide {
  readonly groupId: string | null;
  /** Month of a billing group's document, `YYYY-MM`; null for a document of one contract. */
  readonly month: string | null;
  readonly currency: string;
  readonly legalEntityId: string;
  /** In the order of the document. */
  readonly invoices: readonly [InvoiceToDecide, ...InvoiceToDecide[]];
}

/** The state of a document that a person saw. The decision is refused if the document has changed since. */
export interface SeenDocument {
  readonly groupId: string | null;
  /** Month of a billing group's document, `YYYY-MM`; null for a document of one contract. */
  readonly month: string | null;
  readonly invoices: readonly {
    readonly invoiceId: string;
    readonly version: number;
    readonly contentHash: string;
    readonly heldLineIds: readonly string[];
  }[];
}

/**
 * The limit above which a legal entity needs a second person, and the exchange rate from the document's currency to the
 * limit's currency.
 */
export interface LimitOfDocument {
  /** Decimal in the accounting currency; null if one person may decide on any amount. */
  readonly limit: string | null;
  readonly currency: string;
  /** Accounting currency per unit of the document's currency, decimal; null if unknown. */
  readonly rate: string | null;
  /** Day of the rate. */
  readonly day: string;
}

export interface BulkContext {
  readonly now: Date;
  /** The person who decides; null if the product itself decides. */
  readonly userId: string | null;
  /** True if lines on hold are to be billed later. Otherwise, documents with such lines are refused. */
  readonly confirmsHeldLines: boolean;
  readonly limitOf: (document: DocumentToDecide) => LimitOfDocument;
  /** Number of recipients of a document, and whether it was sent. */
  readonly sendingOf: (document: DocumentToDecide) => Omit<SendFacts, 'isIssued'>;
}

/**
 * Returns the reason why a decision about a document would be refused; null if it would be possible. The services that
 * perform the decision check the same conditions again with the data at that time.
 *
 * A billing group's document with a contract on hold is never approved by a bulk decision, because a person must review
 * the document before leaving the contract out.
 */
export function findRefusal(
  action: BulkAction,
  document: DocumentToDecide,
  context: BulkContext,
): HoldReason | null {
  const { invoices } = document;
  if (action === 'send')
    // A document that was already sent can be sent again only on its page, where the earlier emails are visible.
    return findSendRefusal(
      { ...context.sendingOf(document), isIssued: invoices.every(({ state }) => isIssued(state)) },
      false,
    );
  const held = invoices.filter(({ state }) => state === 'held');
  if (action === 'approve' && held.length > 0)
    return document.groupId === null
      ? reason('billing.invoice_held', { reason: held[0]!.holdReasons[0]?.code ?? null })
      : reason('billing.group_member_held', { contracts: held.map(({ contract }) => contract).join(', ') });
  for (const invoice of invoices) {
    if (nextInvoiceState(invoice.state, action) === null)
      return reason('billing.transition_impossible', { state: invoice.state, event: action });
    if (action !== 'approve') continue;
    const refusal = findApprovalRefusal(invoice, context);
    if (refusal !== null) return refusal;
  }
  return action === 'issue' ? findSecondPersonRefusal(document, context) : null;
}

function findApprovalRefusal(invoice: InvoiceToDecide, { now, confirmsHeldLines }: BulkContext) {
  const { hasAmount, heldLines } = invoice;
  const ofPeriod = findPeriodRefusal(invoice, now);
  if (ofPeriod !== null) return ofPeriod;
  if (!hasAmount) return reason('billing.nothing_to_bill', {});
  return heldLines.length > 0 && !confirmsHeldLines ? refuseHeldLines(heldLines) : null;
}

function findSecondPersonRefusal(document: DocumentToDecide, { userId, limitOf }: BulkContext) {
  const [{ approvedBy }] = document.invoices;
  if (approvedBy !== null && approvedBy !== userId) return null;
  const gross = grossOf(document);
  const { limit, currency, rate, day } = limitOf(document);
  const amount = fromMinor(gross < 0n ? -gross : gross, document.currency);
  const needed = findDualApprovalReason(amount, limit, rate);
  if (needed === 'no_rate')
    return reason('billing.four_eyes_no_rate', { limit, currency, from: document.currency, day });
  return needed === 'exceeds' ? reason('billing.four_eyes', { limit, currency }) : null;
}

export function toSeenDocument({ groupId, month, invoices }: DocumentToDecide): SeenDocument {
  return {
    groupId,
    month,
    invoices: invoices.map(({ invoiceId, version, contentHash, heldLines }) => ({
      invoiceId,
      version,
      contentHash,
      heldLineIds: heldLines.map(({ id }) => id),
    })),
  };
}

/** Returns the gross amount of a document in minor units. */
export function grossOf({ invoices }: DocumentToDecide): bigint {
  return sumMinor(invoices, ({ grossMinor }) => BigInt(grossMinor));
}

const reason = (code: string, params: HoldReason['params']): HoldReason => ({ code, params });
