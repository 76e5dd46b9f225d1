import type { INestApplicationContext } from '@nestjs/common';
import { DateTime } from 'luxon';
import { DraftsService } from '#billing';
import { CreditNotesService, type DocumentView, InvoiceLifecycleService, isOnHold } from '#invoicing';
import { DomainError, fromMinor, UnitOfWork } from '#platform';
import { PaymentsService } from '#receivables';
import {
  amountsOf,
  DEMO_DOCUMENTS,
  type DemoDocument,
  UNKNOWN_PAYMENTS,
} from '../../domain/contents/demo-payments.js';
import type { WorldDates } from '../../domain/world-dates.js';
import { LIN } from '../billing-app.js';
import type { DemoData } from '../demo-data.store.js';
import { demoId } from '../demo-ids.js';
import { isDone, markDone } from '../one-time-task.store.js';
import { customerOf, hubOf } from '../seeding.js';

const JOB_KIND = 'demo_payments';
/** Day of the next month on which a month's documents are issued. */
const ISSUE_DAY = 3;
/** Days from the issue of a document to its credit note. */
const CREDITED_AFTER_DAYS = 10;

/**
 * Issues documents of earlier months on their usual days, and records what customers paid for them, as the finance team
 * would in the portal. Runs once, after the machines' past is filled in.
 */
export async function makeFirstPayments(
  app: INestApplicationContext,
  dates: WorldDates,
  data: DemoData,
): Promise<void> {
  const work = app.get(UnitOfWork);
  if (await isDone(work, JOB_KIND)) return;
  const issued: IssuedDocument[] = [];
  for (const document of DEMO_DOCUMENTS) {
    const found = await issueDocument(app, dates, data, document);
    if (found !== undefined) issued.push(found);
  }
  for (const document of issued) await settleDocument(app, document);
  for (const { hub, daysAgo, ...payment } of UNKNOWN_PAYMENTS)
    await app.get(PaymentsService).record(LIN, {
      ...payment,
      legalEntityId: demoId('legal-entity', hub),
      customerId: null,
      method: 'transfer',
      payerAccount: null,
      receivedOn: firstStart(dates, hubOf(data, hub).tz).minus({ days: daysAgo }).toISODate()!,
    });
  await markDone(work, JOB_KIND);
}

interface IssuedDocument {
  readonly document: DemoDocument;
  readonly invoice: DocumentView;
  readonly hub: string;
  readonly issuedOn: DateTime;
}

/** Issues a document. Returns undefined if its month is on hold, or if an earlier, interrupted run has issued it. */
async function issueDocument(
  app: INestApplicationContext,
  dates: WorldDates,
  data: DemoData,
  document: DemoDocument,
): Promise<IssuedDocument | undefined> {
  const { contract, monthsAgo } = document;
  const { id: hub, tz } = hubOf(data, customerOf(data, customerCodeOf(data, contract)).hub);
  const month = firstStart(dates, tz).startOf('month').minus({ months: monthsAgo });
  const issuedOn = month.plus({ months: 1, days: ISSUE_DAY - 1 });
  try {
    const draft = await app
      .get(DraftsService)
      .draft(LIN, demoId('contract', contract), month.toFormat('yyyy-MM'));
    if (draft.state !== 'draft') return undefined;
    const approved = await app.get(InvoiceLifecycleService).approve(LIN, draft.id, {
      version: draft.version,
      contentHash: draft.contentHash,
      heldLineIds: draft.lines.filter(isOnHold).map(({ id }) => id),
      why: '',
    });
    const invoice = await app.get(InvoiceLifecycleService).issue(LIN, draft.id, {
      version: approved.version,
      contentHash: approved.contentHash,
      issuedOn: issuedOn.toISODate(),
      why: '',
    });
    return { document, invoice, hub, issuedOn };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'billing.period_issued') return undefined;
    throw error;
  }
}

/** Records the payments of a document and its credit note. */
async function settleDocument(
  app: INestApplicationContext,
  { document, invoice, hub, issuedOn }: IssuedDocument,
): Promise<void> {
  const { currency } = invoice;
  const payments = app.get(PaymentsService);
  for (const payment of document.payments) {
    const { received, used, fee, withheld } = amountsOf(
      payment,
      fromMinor(BigInt(invoice.grossMinor), currency),
      currency,
    );
    const recorded = await payments.record(LIN, {
      legalEntityId: demoId('legal-entity', hub),
      customerId: invoice.customer.id,
      method: 'transfer',
      currency,
      amount: received,
      receivedOn: issuedOn.plus({ days: payment.afterDays }).toISODate()!,
      payerName: invoice.buyer.name,
      payerAccount: null,
      reference: invoice.number!,
    });
    await payments.allocate(
      LIN,
      recorded.id,
      [{ documentId: invoice.id, amount: used, discount: null, withheld, fee, paymentAmount: null }],
      [],
    );
  }
  if (document.creditedNet === undefined) return;
  await app.get(CreditNotesService).issue(LIN, invoice.id, {
    request: { net: document.creditedNet },
    why: 'One machine was returned in the middle of the month.',
    issuedOn: issuedOn.plus({ days: CREDITED_AFTER_DAYS }).toISODate(),
    forQuantity: false,
  });
}

function firstStart(dates: WorldDates, zone: string): DateTime {
  return DateTime.fromMillis(dates.firstStartMs, { zone });
}

function customerCodeOf(data: DemoData, contract: string): string {
  const found = data.contracts.find(({ id }) => id === contract);
  if (!found) throw new Error(`The demo file contains no contract ${contract}`);
  return found.customer;
}
