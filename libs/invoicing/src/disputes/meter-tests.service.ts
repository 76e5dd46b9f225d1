import { Injectable } from '@nestjs/common';
import { agreedMeterTest, Contract, localDate } from '#contracts';
import { listCertificatesOfMeter, UsageDay } from '#metering';
import { AuditTrail, findActorName } from '#organization';
import { DomainError, type FieldFault, newId, type Scope, type Transaction, UnitOfWork } from '#platform';
import { rowOfMaker } from '../document/invoice-lock.js';
import { type LineUsage, usagesOfLine } from '../document/line-usages.queries.js';
import {
  completeReport,
  faultsOfReport,
  evaluateTestOfLine,
  type LineOfMeter,
  type MeterTestReport,
  type MeterTestInput,
} from '../domain/dispute/tested-meter.js';
import type { LineSnapshot } from '../domain/line/line-snapshot.js';
import { InvoiceLine } from '../entities/invoice-line.entity.js';
import { MeterTest } from '../entities/meter-test.entity.js';
import { type DisputeDetail, getDisputeDetail } from './dispute-detail.queries.js';
import { type LockedDispute, lockDispute } from './disputes.store.js';

export interface NewMeterTest extends MeterTestInput {
  /**
   * Id of the tested usage of the line; null if the line bills the usage of only one meter, or if the dispute is about
   * readings of one meter.
   */
  readonly usageId: string | null;
  /** Reference of the laboratory's document. */
  readonly reference: string;
}

/** Records results of testing disputed meters. */
@Injectable()
export class MeterTestsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Records a test result and its consequences for the disputed line under the contract's terms. The result does not
   * decide the dispute: the resolution can credit this amount, more, or less.
   * @throws DomainError billing.dispute_not_found, billing.dispute_over, billing.meter_test_invalid (with fields)
   */
  record(scope: Scope, disputeId: string, input: NewMeterTest): Promise<DisputeDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const locked = await lockDispute(tx, disputeId);
      const { state } = locked.dispute;
      if (state !== 'open') throw new DomainError('billing.dispute_over', { state });
      const usage = await meterOf(tx, locked, input.usageId);
      const { terms } = await tx.manager.findOneByOrFail(Contract, rowOfMaker(tx, locked.invoice.contractId));
      const report = await completeAndValidate(tx, locked, input, usage, terms);
      const { isWithin, ...verdict } = evaluateTestOfLine(
        agreedMeterTest(terms),
        report,
        await lineOf(tx, locked, usage),
      );
      const { creditMinor } = verdict;
      const id = newId();
      await tx.manager.insert(MeterTest, {
        makerId: tx.scope.makerId,
        id,
        disputeId,
        usagePeriodId: usage.usageId,
        at: tx.now,
        byUser: tx.scope.userId,
        byName: await findActorName(tx),
        reference: input.reference,
        ...report,
        ...verdict,
        creditMinor: creditMinor === null ? null : creditMinor.toString(),
      });
      await AuditTrail.write(tx, {
        action: 'billing.meter_tested',
        entity: 'dispute',
        entityId: disputeId,
        after: { meterTestId: id, isWithin, errorPercent: report.errorPercent },
      });
      await tx.record({ name: 'billing.meter_tested', version: 1, payload: { disputeId } });
      return getDisputeDetail(tx, disputeId);
    });
  }
}

const meterTestError = (...faults: readonly FieldFault[]): DomainError =>
  new DomainError('billing.meter_test_invalid', {}, [...faults]);

/**
 * Returns the tested meter: the meter in the request or, without it, the meter of the disputed readings, otherwise the
 * line's only meter.
 */
async function meterOf(
  tx: Transaction,
  { dispute: { lineId, usagePeriodId } }: LockedDispute,
  named: string | null,
): Promise<LineUsage> {
  const pointer = '/usageId';
  const usages = lineId === null ? [] : await usagesOfLine(tx, lineId);
  if (usages.length === 0) throw meterTestError({ pointer, code: 'billing.disputed_line_unmetered' });
  const chosenUsageId = named ?? usagePeriodId;
  if (chosenUsageId === null && usages.length > 1)
    throw meterTestError({ pointer, code: 'billing.tested_meter_unnamed' });
  const usage = chosenUsageId === null ? usages[0] : usages.find(({ usageId }) => usageId === chosenUsageId);
  if (!usage) throw meterTestError({ pointer, code: 'billing.disputed_meter_not_of_line' });
  return usage;
}

/**
 * Validates a report and fills in missing fields. Only the fields of a report are kept, because it is stored
 * unchanged.
 */
async function completeAndValidate(
  tx: Transaction,
  { invoice }: LockedDispute,
  { testedOn, lastTestedOn, errorPercent, tolerancePercent, requestedBy }: NewMeterTest,
  { meterId }: LineUsage,
  terms: object,
): Promise<MeterTestReport> {
  const given: MeterTestInput = { testedOn, lastTestedOn, errorPercent, tolerancePercent, requestedBy };
  const faults = faultsOfReport(given, localDate(tx.now.getTime(), invoice.zone));
  const report = completeReport(given, await listCertificatesOfMeter(tx, meterId), terms);
  if (report === null) faults.push({ pointer: '/tolerancePercent', code: 'billing.tolerance_unknown' });
  if (report === null || faults.length > 0) throw meterTestError(...faults);
  return report;
}

async function lineOf(
  tx: Transaction,
  { dispute, invoice }: LockedDispute,
  { usageId, deducts }: LineUsage,
): Promise<LineOfMeter> {
  const line = await tx.manager.findOneByOrFail(InvoiceLine, rowOfMaker(tx, dispute.lineId!));
  const days = await tx.manager.findBy(UsageDay, { makerId: tx.scope.makerId, usagePeriodId: usageId });
  return {
    days,
    deducts,
    snapshot: line.snapshot as LineSnapshot | null,
    netMinor: BigInt(line.netMinor ?? 0),
    currency: invoice.currency,
  };
}
