import { Injectable } from '@nestjs/common';
import { equationOf } from '#billing';
import {
  getInvoice,
  getLine,
  type InvoiceLineView,
  type InvoiceSummary,
  type LineUsage,
  usagesOfLine,
  type EquationTerm,
} from '#invoicing';
import {
  type DecisionView,
  type HalfHour,
  type ProofReading,
  type UsageProof,
  UsageService,
} from '#metering';
import {
  decodeCursor,
  DomainError,
  encodeCursor,
  type Page,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';

/** The proof of a line's amount. */
export interface LineProof {
  readonly line: InvoiceLineView;
  readonly invoice: InvoiceSummary;
  readonly equation: readonly EquationTerm[];
  /** All usage that the line bills, in the order of the contract's meters; empty without usage. */
  readonly meters: readonly LineUsage[];
  /** Proof of the usage of one of the meters. */
  readonly usage: UsageProof | null;
  /** Null if the line is not a correction. */
  readonly correction: CorrectionProof | null;
}

/** The line that a correction corrects, and the data that arrived after that line was calculated. */
export interface CorrectionProof {
  readonly invoice: { readonly id: string; readonly number: string };
  /** Null if the corrected invoice has no such line. */
  readonly lineId: string | null;
  /** Cutoff of the corrected line: data received at this instant or later is not included; null without usage. */
  readonly since: Date | null;
  /** Number of readings that arrived since then and are included in the correction. */
  readonly readings: number;
  /** Decisions made since then, on which the corrected line is not based. */
  readonly decisions: readonly DecisionView[];
}

export interface ReadingsFilter {
  /** Exclusive lower bound of the readings' time. */
  readonly from?: Date;
  /** Inclusive upper bound of the readings' time. */
  readonly to?: Date;
  /** As in `prove`. */
  readonly usageId?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** Traces an invoice line down to its readings, for the maker and the customer. */
@Injectable()
export class ProofsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly usages: UsageService,
  ) {}

  /**
   * Proves a line.
   * @param usageId the usage of the line to prove; the line's first usage by default
   * @throws DomainError billing.line_not_found, billing.usage_not_of_line
   */
  prove(scope: Scope, lineId: string, usageId?: string): Promise<LineProof> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { line, invoice } = await getLine(tx, lineId);
      const amountMinor = line.amountMinor === null ? null : BigInt(line.amountMinor);
      const meters = await usagesOfLine(tx, lineId);
      const opened = chooseUsage(meters, usageId);
      const usage = opened ? await this.usages.proveWithin(tx, opened.usageId) : null;
      return {
        line,
        invoice,
        equation: equationOf({ ...line, amountMinor }, invoice.currency),
        meters,
        usage,
        correction:
          line.correctsInvoiceId === null
            ? null
            : await this.proveCorrection(tx, line.correctsInvoiceId, line.correctsLineId, usage),
      };
    });
  }

  private async proveCorrection(
    tx: Transaction,
    invoiceId: string,
    lineId: string | null,
    usage: UsageProof | null,
  ): Promise<CorrectionProof> {
    const { id, number } = await getInvoice(tx, invoiceId);
    const same = (lineId === null ? [] : await usagesOfLine(tx, lineId)).find(
      ({ meterId }) => meterId === usage?.period.meterId,
    );
    const before = same ? await this.usages.proveWithin(tx, same.usageId) : null;
    const known = new Set(before?.decisions.map((decision) => decision.id));
    return {
      invoice: { id, number: number! },
      lineId,
      since: before?.period.knownUntil ?? null,
      readings: before && usage ? before.laterReadings - usage.laterReadings : 0,
      decisions: (usage?.decisions ?? []).filter((decision) => !known.has(decision.id)),
    };
  }

  /**
   * Returns the half-hour steps of one local day.
   * @param usageId as in `prove`
   * @throws DomainError billing.line_not_found, billing.line_has_no_usage, billing.usage_not_of_line,
   *   metering.day_not_in_period
   */
  halfHours(scope: Scope, lineId: string, day: string, usageId?: string): Promise<readonly HalfHour[]> {
    return this.unitOfWork.run(scope, async (tx) =>
      this.usages.halfHoursWithin(tx, await usageIdOf(tx, lineId, usageId), day),
    );
  }

  /**
   * Returns the readings of the usage of one of a line's meters, ordered by time.
   * @throws DomainError billing.line_not_found, billing.line_has_no_usage, billing.usage_not_of_line,
   * platform.cursor_invalid
   */
  readings(
    scope: Scope,
    lineId: string,
    { from, to, usageId, cursor, limit }: ReadingsFilter,
  ): Promise<Page<ProofReading>> {
    return this.unitOfWork.run(scope, async (tx) => {
      const after =
        cursor === undefined ? (from?.getTime() ?? Number.MIN_SAFE_INTEGER) : parseInstant(cursor);
      const page = await this.usages.readingsWithin(tx, await usageIdOf(tx, lineId, usageId), {
        after,
        to: to?.getTime() ?? Number.MAX_SAFE_INTEGER,
        limit,
      });
      return { items: page.readings, next: page.next === null ? null : encodeCursor([page.next]) };
    });
  }
}

async function usageIdOf(tx: Transaction, lineId: string, usageId?: string): Promise<string> {
  const { line } = await getLine(tx, lineId);
  if (line.usagePeriodIds.length === 0)
    throw new DomainError('billing.line_has_no_usage', { kind: line.kind });
  return chooseUsage(await usagesOfLine(tx, lineId), usageId)!.usageId;
}

/**
 * Returns the requested usage of a line, or its first usage; undefined if the line bills no usage.
 * @throws DomainError billing.usage_not_of_line
 */
function chooseUsage(meters: readonly LineUsage[], usageId: string | undefined): LineUsage | undefined {
  if (usageId === undefined) return meters[0];
  const chosen = meters.find((one) => one.usageId === usageId);
  if (chosen) return chosen;
  throw new DomainError('billing.usage_not_of_line', {
    meters: meters.map(({ device, signalKey }) => `${device} ${signalKey}`).join(', '),
  });
}

function parseInstant(cursor: string): number {
  const [at] = decodeCursor(cursor, 1);
  if (typeof at !== 'number') throw new DomainError('platform.cursor_invalid');
  return at;
}
