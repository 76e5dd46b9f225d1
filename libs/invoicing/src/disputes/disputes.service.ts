import { Injectable } from '@nestjs/common';
import { Contract, getContract, localDate, type MachineTime } from '#contracts';
import { contractMonth } from '#metering';
import { AuditTrail, findActorName, recordDecision } from '#organization';
import {
  assertNoFaults,
  DomainError,
  newId,
  type Page,
  type Scope,
  toMinor,
  type Transaction,
  Exact,
  UnitOfWork,
} from '#platform';
import { guaranteeTimesIn } from '#pricing';
import { issueCreditNote } from '../credit-notes/credit-notes.service.js';
import { lockInvoice, rowOfMaker } from '../document/invoice-lock.js';
import { usagesOfLine } from '../document/line-usages.queries.js';
import {
  type DisputedReadings,
  type DisputedDowntime,
  type DisputeSubject,
  faultsOfClaim,
  faultsOfReadings,
  faultsOfDowntime,
  lastDisputeDay,
  canWithdraw,
} from '../domain/dispute/dispute.js';
import { Dispute } from '../entities/dispute.entity.js';
import { InvoiceLine } from '../entities/invoice-line.entity.js';
import { Invoice } from '../entities/invoice.entity.js';
import { type DisputeDetail, getDisputeDetail } from './dispute-detail.queries.js';
import {
  type AtStake,
  type DisputePage,
  type DisputeView,
  listDisputes,
  sumAtStake,
} from './disputes.queries.js';
import {
  addNote,
  advanceDispute,
  blockWhileDisputed,
  endDispute,
  type LockedDispute,
  lockDispute,
  sideOf,
} from './disputes.store.js';

export interface NewDispute {
  /** The disputed line; null for the whole invoice. */
  readonly lineId: string | null;
  readonly subject: DisputeSubject;
  /** Local days, both inclusive. */
  readonly from: string | null;
  readonly to: string | null;
  /** Disputed readings of the line; null if the dispute is not about specific readings. */
  readonly readings: DisputedReadings | null;
  /** Downtime that the line's guarantee did not take into account; null if the dispute contains none. */
  readonly stop: DisputedDowntime | null;
  readonly claim: string;
  /** Claimed net amount, as a decimal string; null if no amount is claimed. */
  readonly claimed: string | null;
}

export interface Settlement {
  /** Net amount to credit, as a decimal string; null if the dispute is resolved without a credit. */
  readonly net: string | null;
  /** Printed on the credit note. */
  readonly answer: string;
  /** Local day of the seller; null for today. */
  readonly issuedOn: string | null;
}

export interface DisputesOfInvoice {
  readonly items: readonly DisputeView[];
  /** Last local day for opening a dispute; null if the invoice can't be disputed. */
  readonly lastDay: string | null;
  readonly isOpenToDisputes: boolean;
}

/** Manages customers' disputes about issued invoices until they are resolved, rejected or withdrawn. */
@Injectable()
export class DisputesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists disputes with the total disputed amounts of open disputes. */
  list(scope: Scope, filter: DisputePage): Promise<Page<DisputeView> & { atStake: AtStake[] }> {
    return this.unitOfWork.run(scope, async (tx) => ({
      ...(await listDisputes(tx, filter)),
      atStake: await sumAtStake(tx, filter),
    }));
  }

  /** Returns a dispute with its details. @throws DomainError billing.dispute_not_found */
  get(scope: Scope, id: string): Promise<DisputeDetail> {
    return this.unitOfWork.run(scope, (tx) => getDisputeDetail(tx, id));
  }

  /** Returns the disputes of an invoice. @throws DomainError billing.invoice_not_found */
  ofInvoice(scope: Scope, invoiceId: string): Promise<DisputesOfInvoice> {
    return this.unitOfWork.run(scope, async (tx) => {
      const invoice = await tx.manager.findOneBy(Invoice, rowOfMaker(tx, invoiceId));
      if (!invoice) throw new DomainError('billing.invoice_not_found');
      const { items } = await listDisputes(tx, { invoiceId, limit: MAX_DISPUTES_OF_INVOICE });
      const lastDay = isDisputable(invoice) ? await lastDayOf(tx, invoice) : null;
      return { items, lastDay, isOpenToDisputes: lastDay !== null && today(tx, invoice) <= lastDay };
    });
  }

  /**
   * Opens a dispute about an issued invoice or one of its lines. An open dispute excludes the invoice from dunning.
   * @throws DomainError billing.invoice_not_found, billing.not_disputable, billing.dispute_too_late,
   *   billing.dispute_open_already, billing.dispute_invalid (with fields)
   */
  open(scope: Scope, invoiceId: string, input: NewDispute): Promise<DisputeDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const invoice = await lockInvoice(tx, invoiceId);
      await assertDisputable(tx, invoice);
      await assertValidDispute(tx, invoice, input);
      await assertNoOpenDispute(tx, invoice, input.lineId);
      const id = newId();
      const { subject, lineId, from, to, readings, stop, claim, claimed } = input;
      await tx.manager.insert(Dispute, {
        makerId: tx.scope.makerId,
        id,
        invoiceId,
        lineId,
        customerId: invoice.customerId,
        subject,
        daysFrom: from,
        daysTo: to,
        usagePeriodId: readings?.usageId ?? null,
        readingsFrom: readings?.from ?? null,
        readingsTo: readings?.to ?? null,
        stopMachineId: stop?.machineId ?? null,
        stopFrom: stop?.from ?? null,
        stopTo: stop?.to ?? null,
        claim,
        claimedMinor: claimed === null ? null : toMinor(new Exact(claimed), invoice.currency).toString(),
        openedSide: sideOf(tx),
        openedBy: tx.scope.userId,
        openedByName: await findActorName(tx),
        openedAt: tx.now,
      });
      await blockWhileDisputed(tx, invoice);
      await writeAuditEntry(tx, 'opened', id, { invoiceId, lineId, subject, claimed, stop });
      await tx.record({ name: 'billing.dispute_opened', version: 1, payload: { disputeId: id, invoiceId } });
      return getDisputeDetail(tx, id);
    });
  }

  /** Adds a message to a dispute. @throws DomainError billing.dispute_not_found, billing.dispute_over */
  note(scope: Scope, id: string, text: string): Promise<DisputeDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { dispute } = await lockDispute(tx, id);
      if (dispute.state !== 'open') throw new DomainError('billing.dispute_over', { state: dispute.state });
      await addNote(tx, id, text);
      await writeAuditEntry(tx, 'noted', id, { side: sideOf(tx) });
      return getDisputeDetail(tx, id);
    });
  }

  /**
   * Withdraws a dispute. Customers can withdraw any of their disputes; makers only those that their own users opened.
   * @throws DomainError billing.dispute_not_found, billing.dispute_over, billing.dispute_of_customer
   */
  withdraw(scope: Scope, id: string, why: string): Promise<DisputeDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const locked = await lockDispute(tx, id);
      const state = advanceDispute(locked.dispute, 'withdraw');
      if (!canWithdraw(sideOf(tx), locked.dispute.openedSide))
        throw new DomainError('billing.dispute_of_customer');
      await endDispute(tx, locked, { state, answer: why, creditNoteId: null });
      await writeAuditEntry(tx, 'withdrawn', id, { why });
      return getDisputeDetail(tx, id);
    });
  }

  /**
   * Resolves a dispute in the customer's favour, with or without a credit note for a net amount. The credit note is
   * issued in the same transaction.
   * @throws DomainError billing.dispute_not_found, billing.dispute_over, and those of `CreditNotesService.issue`
   */
  settle(scope: Scope, id: string, { net, answer, issuedOn }: Settlement): Promise<DisputeDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const locked = await lockDispute(tx, id);
      const state = advanceDispute(locked.dispute, 'settle');
      const { lineId } = locked.dispute;
      const note =
        net === null
          ? null
          : await issueCreditNote(tx, locked.invoice.id, {
              request: lineId === null ? { net } : { lines: [{ lineId, net }] },
              why: answer,
              issuedOn,
              // A credit for the quantity anticipates the correction of the quantity.
              forQuantity: locked.dispute.subject === 'quantity',
            }).catch(mapToNetField);
      await endDispute(tx, locked, { state, answer, creditNoteId: note?.id ?? null });
      await recordDisputeDecision(tx, locked, 'dispute_settled', answer, {
        creditNote: note?.number ?? null,
        net,
      });
      return getDisputeDetail(tx, id);
    });
  }

  /** Rejects a dispute. @throws DomainError billing.dispute_not_found, billing.dispute_over */
  reject(scope: Scope, id: string, answer: string): Promise<DisputeDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const locked = await lockDispute(tx, id);
      const state = advanceDispute(locked.dispute, 'reject');
      await endDispute(tx, locked, { state, answer, creditNoteId: null });
      await recordDisputeDecision(tx, locked, 'dispute_rejected', answer, {});
      return getDisputeDetail(tx, id);
    });
  }
}

/** Maximum number of disputes that are loaded for one invoice, newest first. */
const MAX_DISPUTES_OF_INVOICE = 200;

const isDisputable = ({ kind, state }: Invoice): boolean => kind !== 'credit_note' && state === 'issued';

const today = (tx: Transaction, { zone }: Invoice): string => localDate(tx.now.getTime(), zone);

async function lastDayOf(tx: Transaction, { contractId, dueOn }: Invoice): Promise<string> {
  const { terms } = await tx.manager.findOneByOrFail(Contract, rowOfMaker(tx, contractId));
  return lastDisputeDay(dueOn!, terms);
}

async function assertDisputable(tx: Transaction, invoice: Invoice): Promise<void> {
  const { kind, state } = invoice;
  if (!isDisputable(invoice)) throw new DomainError('billing.not_disputable', { kind, state });
  const lastDay = await lastDayOf(tx, invoice);
  if (today(tx, invoice) > lastDay) throw new DomainError('billing.dispute_too_late', { lastDay });
}

async function assertValidDispute(
  tx: Transaction,
  invoice: Invoice,
  { lineId, readings, stop, ...claim }: NewDispute,
): Promise<void> {
  const line =
    lineId === null
      ? null
      : await tx.manager.findOneBy(InvoiceLine, { ...rowOfMaker(tx, lineId), invoiceId: invoice.id });
  if (lineId !== null && line === null)
    throw new DomainError('billing.dispute_invalid', {}, [
      { pointer: '/lineId', code: 'billing.credit_line_unknown' },
    ]);
  const { periodFrom, periodTo, currency } = invoice;
  const netMinor = BigInt(line?.netMinor ?? invoice.netMinor);
  const faults = [
    ...faultsOfClaim(claim, { periodFrom, periodTo, currency, netMinor }),
    ...(stop === null ? [] : faultsOfDowntime(stop, await guaranteeTimesOf(tx, invoice, line))),
    ...(readings === null ? [] : faultsOfReadings(readings, await periodOf(tx, line, readings.usageId))),
  ];
  assertNoFaults('billing.dispute_invalid', faults);
}

/** Returns the times in which a line's availability guarantee applies to machines; null for all other lines. */
async function guaranteeTimesOf(
  tx: Transaction,
  { contractId, periodFrom }: Invoice,
  line: InvoiceLine | null,
): Promise<MachineTime[] | null> {
  if (line?.kind !== 'performance' || line.params.model !== 'availability') return null;
  const contract = await getContract(tx, contractId);
  return guaranteeTimesIn(
    contract,
    contractMonth(periodFrom.slice(0, 'YYYY-MM'.length), contract),
    line.chargeKey ?? undefined,
  );
}

/** Returns the period of a usage that is billed on a line. */
async function periodOf(
  tx: Transaction,
  line: InvoiceLine | null,
  usageId: string,
): Promise<{ from: Date; to: Date } | undefined> {
  const usages = line === null ? [] : await usagesOfLine(tx, line.id);
  return usages.find((one) => one.usageId === usageId);
}

async function assertNoOpenDispute(tx: Transaction, { id }: Invoice, lineId: string | null): Promise<void> {
  const open = await tx.manager.findBy(Dispute, { makerId: tx.scope.makerId, invoiceId: id, state: 'open' });
  const same = open.find((dispute) => dispute.lineId === lineId);
  if (same) throw new DomainError('billing.dispute_open_already', { disputeId: same.id });
}

/** Records the decision about a dispute among the decisions of its invoice, and in the audit trail. */
async function recordDisputeDecision(
  tx: Transaction,
  { dispute, invoice }: LockedDispute,
  action: 'dispute_settled' | 'dispute_rejected',
  why: string,
  after: object,
): Promise<void> {
  const { id: invoiceId, legalEntityId, contentHash, currency } = invoice;
  await recordDecision(tx, {
    action,
    invoiceId,
    legalEntityId,
    why,
    before: { dispute: dispute.id, claimedMinor: dispute.claimedMinor, currency },
    after: { dispute: dispute.id, ...after },
    evidenceHash: contentHash,
  });
  await writeAuditEntry(tx, action === 'dispute_settled' ? 'settled' : 'rejected', dispute.id, {
    why,
    ...after,
  });
}

async function writeAuditEntry(
  tx: Transaction,
  change: 'opened' | 'noted' | 'withdrawn' | 'settled' | 'rejected',
  id: string,
  after: object,
): Promise<void> {
  await AuditTrail.write(tx, { action: `billing.dispute_${change}`, entity: 'dispute', entityId: id, after });
}

/** Maps the credit note's field errors to the form's single amount field. */
function mapToNetField(error: unknown): never {
  if (!(error instanceof DomainError) || error.fields.length === 0) throw error;
  throw new DomainError(
    error.code,
    error.params,
    error.fields.map((fault) => ({
      ...fault,
      pointer: /\/(net|lineId)$/.test(fault.pointer) ? '/net' : fault.pointer,
    })),
  );
}
