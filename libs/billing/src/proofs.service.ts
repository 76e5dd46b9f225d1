import { Injectable } from '@nestjs/common';
import { UsageService, type HalfHour, type ProofReading, type UsageProof } from '#metering';
import {
  decodeCursor,
  DomainError,
  encodeCursor,
  type Page,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { getLine, type InvoiceLineView, type InvoiceSummary } from './billing.queries.js';
import { equationOf, type EquationTerm } from './domain/draft/line-equation.js';

/** Where an amount comes from. */
export interface LineProof {
  readonly line: InvoiceLineView;
  readonly invoice: InvoiceSummary;
  readonly equation: readonly EquationTerm[];
  /** Null for a line without usage behind it. */
  readonly usage: UsageProof | null;
}

export interface ReadingsFilter {
  /** Readings later than this ... */
  readonly from?: Date;
  /** ... and not later than this. */
  readonly to?: Date;
  readonly cursor?: string;
  readonly limit: number;
}

/** Opens an invoice line down to the readings that made it, for the maker and the customer alike. */
@Injectable()
export class ProofsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly usages: UsageService,
  ) {}

  /** @throws DomainError billing.line_not_found */
  prove(scope: Scope, lineId: string): Promise<LineProof> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { line, invoice } = await getLine(tx, lineId);
      const amountMinor = line.amountMinor === null ? null : BigInt(line.amountMinor);
      return {
        line,
        invoice,
        equation: equationOf({ ...line, amountMinor }, invoice.currency),
        usage: line.usagePeriodId === null ? null : await this.usages.proveWithin(tx, line.usagePeriodId),
      };
    });
  }

  /**
   * The half hours of one local day.
   * @throws DomainError billing.line_not_found, billing.line_has_no_usage, metering.day_not_in_period
   */
  halfHours(scope: Scope, lineId: string, day: string): Promise<readonly HalfHour[]> {
    return this.unitOfWork.run(scope, async (tx) =>
      this.usages.halfHoursWithin(tx, await usageOf(tx, lineId), day),
    );
  }

  /**
   * The very readings, in their order.
   * @throws DomainError billing.line_not_found, billing.line_has_no_usage, platform.cursor_invalid
   */
  readings(
    scope: Scope,
    lineId: string,
    { from, to, cursor, limit }: ReadingsFilter,
  ): Promise<Page<ProofReading>> {
    return this.unitOfWork.run(scope, async (tx) => {
      const after = cursor === undefined ? (from?.getTime() ?? Number.MIN_SAFE_INTEGER) : instantOf(cursor);
      const page = await this.usages.readingsWithin(tx, await usageOf(tx, lineId), {
        after,
        to: to?.getTime() ?? Number.MAX_SAFE_INTEGER,
        limit,
      });
      return { items: page.readings, next: page.next === null ? null : encodeCursor([page.next]) };
    });
  }
}

async function usageOf(tx: Transaction, lineId: string): Promise<string> {
  const { line } = await getLine(tx, lineId);
  if (line.usagePeriodId === null) throw new DomainError('billing.line_has_no_usage', { kind: line.kind });
  return line.usagePeriodId;
}

function instantOf(cursor: string): number {
  const [at] = decodeCursor(cursor, 1);
  if (typeof at !== 'number') throw new DomainError('platform.cursor_invalid');
  return at;
}
