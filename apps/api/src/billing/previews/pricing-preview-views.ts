import { type AmountPrecision, amountText, type Exact } from '#platform';
import type { RatedRuns, RunFigures, RunLine } from '#pricing';
import type { PricedLineDto, PricedRunDto, PricingPreviewDto } from './pricing-preview.dto.js';

export function toPricingPreview({ runs, total }: RatedRuns, currency: AmountPrecision): PricingPreviewDto {
  return { runs: runs.map((run) => toRun(run, currency)), total: amountText(total, currency) };
}

function toRun(run: RunFigures, currency: AmountPrecision): PricedRunDto {
  return {
    amount: amountOrNull(run.amount, currency),
    gross: run.gross.toFixed(),
    discount: run.discount.toFixed(),
    capDiscount: run.capDiscount.toFixed(),
    trueUp: amountOrNull(run.trueUp, currency),
    billableQuantity: run.billableQuantity.toFixed(),
    steps: run.steps.map(({ charge, tier, quantity, amount, freeAmount, freeEvents }) => ({
      charge,
      tier,
      quantity: exactOrNull(quantity),
      amount: amountText(amount, currency),
      freeAmount: exactOrNull(freeAmount),
      freeEvents,
    })),
    lines: run.lines.map((line) => toLine(line, currency)),
  };
}

function toLine(line: RunLine, currency: AmountPrecision): PricedLineDto {
  const { charge, part, machine, component } = line;
  return {
    charge,
    part,
    machine,
    component,
    quantity: exactOrNull(line.quantity),
    exact: exactOrNull(line.exact),
    amount: amountOrNull(line.amount, currency),
    used: amountOrNull(line.used, currency),
    overage: amountOrNull(line.overage, currency),
    trueUp: amountOrNull(line.trueUp, currency),
  };
}

const amountOrNull = (value: Exact | null, currency: AmountPrecision): string | null =>
  value && amountText(value, currency);

const exactOrNull = (value: Exact | null): string | null => value?.toFixed() ?? null;
