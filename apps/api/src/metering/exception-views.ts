import type { DecisionView, DerivedUsage, Estimate } from '#metering';
import type { ExceptionEffect, ExceptionWithStake } from '#billing';
import type {
  DecisionDto,
  DecisionEffectDto,
  EstimateDto,
  ExceptionRowDto,
  PreviewedMonthDto,
} from './meter-exceptions.dto.js';

export function toExceptionRow({ exception, stake, currency }: ExceptionWithStake): ExceptionRowDto {
  const { decision, ...facts } = exception;
  return {
    ...facts,
    decision: decision && toDecisionDto(decision),
    stake: stake === null ? null : { amount: stake, currency },
  };
}

export function toDecisionDto({ estimate, ...decision }: DecisionView): DecisionDto {
  return { ...decision, estimate: estimate && toEstimateDto(estimate) };
}

const toEstimateDto = ({ working, ...estimate }: Estimate): EstimateDto => ({
  ...estimate,
  working: working.map((line) => ({ ...line })),
});

export function toEffectDto({ supposed, currency, before, after }: ExceptionEffect): DecisionEffectDto {
  return {
    month: supposed.month,
    before: toPreviewedMonth(supposed.before, before, currency),
    after: toPreviewedMonth(supposed.after, after, currency),
    estimate: supposed.estimate && toEstimateDto(supposed.estimate),
    needsSecond: supposed.needsSecond,
  };
}

function toPreviewedMonth(
  { usage }: DerivedUsage,
  amount: string | null,
  currency: string,
): PreviewedMonthDto {
  const { quantity, heldQuantity, estimatedQuantity, unbilledQuantity } = usage;
  return {
    quantity,
    heldQuantity,
    estimatedQuantity,
    unbilledQuantity,
    amount: amount === null ? null : { amount, currency },
  };
}
