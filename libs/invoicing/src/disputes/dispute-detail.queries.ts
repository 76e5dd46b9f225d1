import type { MeterTestParty } from '#contracts';
import type { Transaction } from '#platform';
import { type LineUsage, usagesOfLine } from '../document/line-usages.queries.js';
import { type DisputeNoteView, type DisputeView, getDispute, notesOf } from './disputes.queries.js';

/** The result of testing a meter of a disputed line. Days are local; decimals are strings. */
export interface MeterTestView {
  readonly id: string;
  readonly usageId: string;
  readonly at: Date;
  readonly by: string | null;
  readonly testedOn: string;
  readonly lastTestedOn: string | null;
  readonly errorPercent: string;
  readonly tolerancePercent: string;
  readonly requestedBy: MeterTestParty;
  readonly reference: string;
  readonly correctedFrom: string | null;
  readonly correctedTo: string | null;
  readonly registered: string | null;
  readonly overRegistered: string | null;
  readonly creditMinor: string | null;
  readonly fee: string | null;
  readonly feePayer: MeterTestParty | null;
}

/** A dispute with its conversation, the meters of its line, and the results of their tests. */
export interface DisputeDetail extends DisputeView {
  readonly conversation: readonly DisputeNoteView[];
  readonly meters: readonly LineUsage[];
  readonly meterTests: readonly MeterTestView[];
}

/**
 * Returns a dispute with its details. @throws DomainError billing.dispute_not_found, also for a dispute of another
 * customer
 */
export async function getDisputeDetail(tx: Transaction, id: string): Promise<DisputeDetail> {
  const dispute = await getDispute(tx, id);
  return {
    ...dispute,
    conversation: await notesOf(tx, id),
    meters: dispute.line === null ? [] : await usagesOfLine(tx, dispute.line.id),
    meterTests: await meterTestsOf(tx, id),
  };
}

/** Returns test results in the order in which they were recorded. */
function meterTestsOf(tx: Transaction, disputeId: string): Promise<MeterTestView[]> {
  return tx.manager.query(
    `select id, usage_period_id as "usageId", at, by_name as by, tested_on::text as "testedOn", last_tested_on::text as "lastTestedOn",
            error_percent::text as "errorPercent", tolerance_percent::text as "tolerancePercent", requested_by as "requestedBy", reference,
            corrected_from::text as "correctedFrom", corrected_to::text as "correctedTo", registered::text,
            over_registered::text as "overRegistered", credit_minor::text as "creditMinor", fee::text, fee_payer as "feePayer"
       from meter_test where maker_id = $1 and dispute_id = $2 order by at, id`,
    [tx.scope.makerId, disputeId],
  );
}
