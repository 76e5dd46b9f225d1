import { type DraftLine, statusOfLine } from '#invoicing';
import type { AmendmentPreview, LineBeforeAndAfter, MonthFigures } from '#billing';
import { toTermination } from '../../contracts/amendments/amendment-views.js';
import type { AmountDto } from '../../contracts/contracts.dto.js';
import type { AmendedLineDto, AmendmentPreviewDto, MonthFiguresDto } from './amendment-preview.dto.js';
import { toAmount } from '../invoices/invoice-views.js';
import { lastDayOf } from '../../http/fields/last-day.js';

export function toPreviewDto({
  currency,
  effectiveOn,
  termination,
  months,
  before,
  after,
}: AmendmentPreview): AmendmentPreviewDto {
  return {
    currency,
    effectiveOn,
    termination: toTermination(termination, currency),
    before: toAmount(before, currency),
    after: toAmount(after, currency),
    difference: toAmount(after - before, currency),
    months: months.map((month) => ({
      month: month.month,
      basis: month.basis,
      issued: month.issued,
      before: toFigures(month.before, currency),
      after: toFigures(month.after, currency),
      difference: toAmount((month.after?.netMinor ?? 0n) - (month.before?.netMinor ?? 0n), currency),
      lines: month.lines.map((line) => ({
        before: toLine(line.before, currency),
        after: toLine(line.after, currency),
        difference: differenceOf(line, currency),
      })),
    })),
  };
}

function toFigures(figures: MonthFigures | null, currency: string): MonthFiguresDto | null {
  return (
    figures && {
      net: toAmount(figures.netMinor, currency),
      tax: toAmount(figures.taxMinor, currency),
      gross: toAmount(figures.grossMinor, currency),
      heldLines: figures.heldLines,
      deposit: figures.depositMinor === null ? null : toAmount(figures.depositMinor, currency),
    }
  );
}

/** Counts a missing line as zero. Returns null if either line is on hold. */
function differenceOf({ before, after }: LineBeforeAndAfter, currency: string): AmountDto | null {
  const minorOf = (line: DraftLine | null): bigint | null => (line ? line.amountMinor : 0n);
  const [then, now] = [minorOf(before), minorOf(after)];
  return then === null || now === null ? null : toAmount(now - then, currency);
}

function toLine(line: DraftLine | null, currency: string): AmendedLineDto | null {
  if (!line) return null;
  const { kind, place, snapshot, service, params, clause, quantity, unit, unitPrice, amountMinor } = line;
  return {
    kind,
    chargeKey: place?.chargeKey ?? null,
    component: place?.component ?? null,
    name: { ...snapshot?.charge.nameI18n },
    serviceFrom: service?.from ?? null,
    serviceEndsOn: lastDayOf(service?.to ?? null),
    serviceTo: service?.to ?? null,
    params: { ...params },
    clause,
    quantity,
    unit,
    unitPrice,
    amount: amountMinor === null ? null : toAmount(amountMinor, currency),
    state: statusOfLine(line),
  };
}
