import { randomUUID } from 'node:crypto';
import { type IndexStepEvidence, plusDays, type Pricing } from '#contracts';
import { Exact } from '#platform';
import type { ContractOfMonth } from './contract-factory.js';
import type { CorruptedMonth } from './corrupted-month.js';

/** Corruption of a step of an index clause before it is signed. */
export interface StepCorruption {
  readonly name: string;
  /** Replaces the correct factor in the evidence of the step and in the resulting prices. */
  readonly factor?: string;
  /**
   * Number of days between the notification of the customer and the first day of the step. The clause requires
   * `NOTICE_DAYS`.
   */
  readonly notifiedDaysBefore: number;
}

const NOTICE_DAYS = 10;
const FACTOR = '1.030000';

interface Drafted {
  readonly id: string;
  readonly version: number;
  readonly contentHash: string;
}

interface StoredDraft {
  readonly changes: { readonly charges: readonly { readonly set: { readonly pricing: Pricing } }[] };
  readonly evidence: IndexStepEvidence;
}

/**
 * Creates a contract with prices that follow an index, which rose by 3%. In the middle of the month, a misapplied
 * step is signed.
 */
export async function createMisappliedStep(
  month: CorruptedMonth,
  stepOn: string,
  { name, factor = FACTOR, notifiedDaysBefore }: StepCorruption,
): Promise<ContractOfMonth> {
  const { person, ground, at, firstDay } = month;
  const series = `proof-${randomUUID()}`;
  const [base, now] = [month.firstDayOf(-1), firstDay].map((day) => day.slice(0, 7));
  for (const [of, value] of [
    [base, '200'],
    [now, '206'],
  ])
    await person.post('/price-indexes', { series, month: of, value, source: 'The proof' });
  const contract = await ground.plant(name, {
    startsOn: firstDay,
    indexClause: {
      from: stepOn,
      weights: [{ key: series, weight: '1' }],
      fixedPercentPerYear: null,
      cap: null,
      floor: null,
      noticeDays: NOTICE_DAYS,
      lateNotice: 'postponed',
      charges: null,
      indexLagMonths: 0,
      baseMonth: null,
      factorDecimals: null,
      priceDecimals: null,
    },
    readings: [
      { at: at.call(month, plusDays(firstDay, -1)), litres: 1000 },
      { at: at.call(month, month.firstDayOf(1)), litres: 8000 },
    ],
  });
  const path = `/contracts/${contract.id}`;
  const { id } = await person.post<Drafted>(`${path}/escalation`, { stepOn });
  await misapply(month, id, stepOn, factor);
  const { version, contentHash } = await person.get<Drafted>(`${path}/amendments/${id}`);
  const acceptedOn = plusDays(stepOn, -notifiedDaysBefore);
  await person.post(
    `${path}/amendments/${id}/sign`,
    { acceptedBy: 'The customer', acceptedOn, contentHash },
    version,
  );
  return contract;
}

/**
 * Changes the drafted step as faulty code would: sets the given factor, and makes it effective on `stepOn` even if the
 * customer was notified too late.
 */
async function misapply(month: CorruptedMonth, id: string, stepOn: string, factor: string): Promise<void> {
  const [draft] = await month.sql<StoredDraft>(
    `select changes, index_step as evidence from contract_amendment where id = $1`,
    [id],
  );
  const { changes, evidence } = draft!;
  const times = new Exact(factor).div(FACTOR);
  const withFactor = (pricing: Pricing): Pricing => ({
    ...pricing,
    ...(pricing.amount && { amount: times.times(pricing.amount).toFixed(2) }),
    ...(pricing.unitPrice && { unitPrice: times.times(pricing.unitPrice).toDecimalPlaces(12).toFixed() }),
  });
  const parts = evidence.parts.map((part) => ({
    ...part,
    rawFactor: factor,
    appliedFactor: factor,
    charges: part.charges.map((charge) => ({ ...charge, after: withFactor(charge.after) })),
  }));
  const charges = changes.charges.map((charge) => ({
    ...charge,
    set: { ...charge.set, pricing: withFactor(charge.set.pricing) },
  }));
  await month.sql(
    `update contract_amendment set effective_on = $2, changes = $3, index_step = $4 where id = $1`,
    [
      id,
      stepOn,
      JSON.stringify({ ...changes, charges }),
      JSON.stringify({ ...evidence, parts, noticeBy: stepOn }),
    ],
  );
}
