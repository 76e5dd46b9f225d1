import {
  type HalfHour,
  type ProofReading,
  type UsageBasis,
  type UsagePeriod,
  type UsageProof,
  type UsageReason,
  type UsageView,
  ownTime,
} from '#metering';
import { Exact, type JobProgress } from '#platform';
import type { CurrentUsage } from '#revenue';
import type { LineProof } from '#assurance';
import type { LineSnapshot } from '#invoicing';
import type { AmountDto } from '../contracts/contracts.dto.js';
import { toDecisionDto } from '../metering/exception-views.js';
import type { JobDto } from './billing.dto.js';
import { toLineDto } from './invoices/invoice-views.js';
import type {
  OpeningReadingDto,
  ProofDto,
  ProofReadingDto,
  ProofStepDto,
  ProvenRuleDto,
  ProvenUsageDto,
} from './invoices/proof.dto.js';
import type { RatingPrepaidDto, RatingDto } from './invoices/rating.dto.js';
import type {
  CurrentUsageDto,
  UsageCompletenessDto,
  UsagePeriodDto,
  UsageReasonDto,
} from './usage/usage.dto.js';
import { lastDayOf } from '../http/fields/last-day.js';

export function toJobDto({
  id,
  kind,
  state,
  done,
  total,
  params,
  createdAt,
  finishedAt,
}: JobProgress): JobDto {
  return { id, kind, state, done: Number(done), total: Number(total ?? 0), params, createdAt, finishedAt };
}

export function toReasonDto({ code, holds, decision, ...facts }: UsageReason): UsageReasonDto {
  const params = Object.fromEntries(
    Object.entries<string | number | null | undefined>(facts).filter(
      (fact): fact is [string, string | number] => fact[1] != null,
    ),
  );
  return { code, holds, params, decision: decision ?? null };
}

/** Returns the estimated, unbilled and unknown parts of usage. */
function toCompleteness({
  estimatedQuantity,
  unbilledQuantity,
  unknownSeconds,
}: UsagePeriod): UsageCompletenessDto {
  return { estimatedQuantity, unbilledQuantity, unknownSeconds };
}

export function toUsageDto({ period, month, signalKey, method, device, unit }: UsageView): UsagePeriodDto {
  return {
    id: period.id,
    meterId: period.meterId,
    signalKey,
    method,
    device,
    unit,
    month,
    periodFrom: period.periodFrom,
    periodTo: period.periodTo,
    quantity: period.quantity,
    heldQuantity: period.heldQuantity,
    ...toCompleteness(period),
    state: period.state,
    reasons: period.reasons.map(toReasonDto),
    readingCount: period.readingCount,
    knownUntil: period.knownUntil,
  };
}

export function toCostDto(cost: CurrentUsage): CurrentUsageDto {
  const { month, billed, now, currency, usages, amount, forecast, main } = cost;
  const shown = main ?? usages[0];
  const money = (decimal: string): AmountDto => ({ amount: decimal, currency });
  return {
    period: { month: month.month, zone: month.zone, from: billed.from.date, to: billed.to.date },
    at: now,
    quantity: shown?.quantity ?? null,
    unit: shown?.unit ?? null,
    included: main?.included ?? null,
    heldQuantity: shown?.heldQuantity ?? null,
    days: main?.days.map((day) => ({ ...day })) ?? [],
    usageForecast: main?.forecast ? { ...main.forecast } : null,
    amount: money(amount),
    forecast: forecast && {
      low: money(forecast.low),
      expected: money(forecast.expected),
      high: money(forecast.high),
      method: forecast.method,
    },
    meters: usages.map((meter) => ({ ...meter })),
  };
}

export function toProofDto({ line, invoice, equation, meters, usage, correction }: LineProof): ProofDto {
  const { contract, customer, periodFrom, periodTo, zone, currency } = invoice;
  return {
    line: {
      ...toLineDto(line, currency),
      invoice: { id: invoice.id },
      contract,
      customer,
      periodFrom,
      periodEndsOn: lastDayOf(periodTo),
      periodTo,
      zone,
    },
    equation: [...equation],
    rating: line.snapshot && toRatingDto(line.snapshot),
    meters: meters.map(({ meterId: _meter, from: _from, to: _to, ...meter }) => meter),
    usageId: usage?.period.id ?? null,
    usage: usage && toProvenUsage(usage),
    days:
      usage?.days.map(({ day, quantity, heldQuantity, readingCount, readingsHash }) => ({
        day,
        quantity,
        heldQuantity,
        readingCount,
        hash: readingsHash,
      })) ?? [],
    correction: correction && { ...correction, decisions: correction.decisions.map(toDecisionDto) },
  };
}

/**
 * Copies the stored snapshot. The facts of a guarantee are omitted, except for its downtime, because the equation
 * contains them.
 */
function toRatingDto({ charge, prepaid, performance, ...rating }: LineSnapshot): RatingDto {
  const { nameI18n, ...terms } = charge;
  return {
    charge: { ...terms, name: { ...nameI18n } },
    ...rating,
    ...(prepaid && { prepaid: prepaid.map(toPrepaidDto) }),
    ...(performance?.facts?.type === 'availability' && { stops: [...performance.facts.stops] }),
  } as RatingDto;
}

function toPrepaidDto({
  left,
  drawnBefore,
  drawn,
  ...balance
}: NonNullable<LineSnapshot['prepaid']>[number]): RatingPrepaidDto {
  return {
    ...balance,
    usedBefore: new Exact(balance.brought).minus(left).plus(drawnBefore).toFixed(),
    used: new Exact(drawn).minus(drawnBefore).toFixed(),
    left: new Exact(left).minus(drawn).toFixed(),
  };
}

function toProvenUsage({
  period,
  recomputedHash,
  isEqual,
  laterReadings,
  openings,
  closings,
  changes,
  certificates,
  decisions,
}: UsageProof): ProvenUsageDto {
  return {
    state: period.state,
    quantity: period.quantity,
    heldQuantity: period.heldQuantity,
    ...toCompleteness(period),
    reasons: period.reasons.map(toReasonDto),
    startValue: period.startValue,
    endValue: period.endValue,
    readingCount: period.readingCount,
    hash: period.readingsHash,
    recomputedHash,
    equal: isEqual,
    knownUntil: period.knownUntil,
    laterReadings,
    ruleVersion: period.ruleVersion,
    version: period.version,
    supersededAt: period.supersededAt,
    rule: period.basis && toRuleDto(period.basis),
    changes: changes.map(({ type, at, final, initial }) => ({
      type,
      at: new Date(at),
      finalValue: final,
      initialValue: initial,
    })),
    certificates: certificates.map((one) => ({ ...one })),
    decisions: decisions.map(toDecisionDto),
    openings: openings.map(({ reading, fallenFrom }, index) => {
      const window = period.basis!.windows[index]!;
      const [own, closing] = [ownTime(window), closings[index]];
      return {
        from: new Date(window.from),
        to: new Date(window.to),
        fallenFrom,
        reading: reading && toBoundingReading(reading),
        ownFrom: Number.isFinite(own.from) ? new Date(own.from) : null,
        ownTo: Number.isFinite(own.to) ? new Date(own.to) : null,
        seams: (window.seams ?? []).map(({ at, gapMs }) => ({
          at: new Date(at),
          maxGapMinutes: gapMs / 60_000,
        })),
        closing: toClosing(closing),
      };
    }),
    closing: toClosing(closings.at(-1)),
  };
}

const toClosing = (reading: UsageProof['closings'][number] | undefined): OpeningReadingDto | null =>
  reading ? toBoundingReading(reading) : null;

function toBoundingReading({
  seq,
  at,
  timeSource,
  value,
}: NonNullable<UsageProof['closings'][number]>): OpeningReadingDto {
  return { seq, deviceTime: new Date(at), timeSource: toTimeSource(timeSource), value };
}

function toRuleDto(rule: UsageBasis): ProvenRuleDto {
  return {
    method: rule.method ?? 'counter',
    matches: [...(rule.matches ?? [])],
    intervalMinutes: rule.intervalMinutes ?? null,
    factor: rule.factor ?? null,
    modulus: rule.modulus,
    maxGapMinutes: rule.maxGapMinutes,
  };
}

export function toStepDto({ from, to, ...step }: HalfHour): ProofStepDto {
  return { from: new Date(from), to: new Date(to), ...step };
}

export function toReadingDto({
  seq,
  at,
  receivedAt,
  firstReceivedAt,
  timeSource,
  value,
  step,
  quality,
  used,
}: ProofReading): ProofReadingDto {
  return {
    seq,
    deviceTime: new Date(at),
    receivedAt: new Date(receivedAt),
    firstReceivedAt: new Date(firstReceivedAt),
    timeSource: toTimeSource(timeSource),
    value,
    step,
    quality,
    used,
  };
}

const toTimeSource = (source: number): 'device' | 'arrival' => (source === 0 ? 'device' : 'arrival');
