import { RECORDED_CAUSES } from '#contracts';
import type { DocumentLine } from '../domain/invoice-document.js';
import type { Formatter } from '../sheet/formatter.js';
import type { DocumentTexts } from './texts/document-texts.js';
import { fillPlaceholders } from './texts/texts.js';

/** Maximum number of printed decimals. Hours are calculated with nine decimals, and the proof contains all of them. */
const MAX_DECIMALS = 2;

/** Returns the name of a guarantee. */
export function performanceName({ params }: DocumentLine, { line }: DocumentTexts): string {
  const { energy, delivery, availability } = line.performance;
  if (params.model === 'availability') return availability;
  return params.model === 'delivery' ? delivery : energy;
}

/** Describes the facts and the result of a guarantee or, if the month is not over, when it will be evaluated. */
export function describePerformance(
  { params }: DocumentLine,
  currency: string,
  { performance }: DocumentTexts['line'],
  formatter: Formatter,
): string[] {
  if (params.pending !== undefined) return [performance.pending];
  const number = (value: string | number | null | undefined): string => formatter.number(String(value ?? ''));
  const hours = (value: string | number | null | undefined): string =>
    formatter.number(String(value ?? ''), 0, MAX_DECIMALS);
  const money = (value: string | number | null | undefined): string =>
    formatter.money(String(value ?? ''), currency);
  const quantity = (value: string | number | null | undefined, unit: string): string =>
    formatter.quantity(String(value ?? ''), unit);
  const downtimes = RECORDED_CAUSES.filter((cause) => Number(params[`${cause}Hours`] ?? 0) > 0).map((cause) =>
    fillPlaceholders(performance.stoodBy[cause], { hours: hours(params[`${cause}Hours`]) }),
  );
  if (params.excessKwh !== undefined)
    return [
      fillPlaceholders(performance.energyUsed, {
        kwh: quantity(params.kwh, 'kWh'),
        m3: quantity(params.m3, 'm3'),
        guaranteed: number(params.kwhPerM3),
      }),
      fillPlaceholders(performance.energyBeyond, {
        beyond: quantity(params.excessKwh, 'kWh'),
        price: money(params.kwhPrice),
      }),
    ];
  if (params.fee !== undefined)
    return [
      fillPlaceholders(performance.available, {
        percent: params.availabilityPercent === null ? '–' : number(params.availabilityPercent),
        hours: hours(params.hours),
        guaranteed: number(params.guaranteePercent ?? params.targetPercent ?? '100'),
        fee: money(params.fee),
      }),
      downtimes.length === 0
        ? performance.stoodNever
        : fillPlaceholders(performance.stood, { causes: formatter.list(downtimes) }),
      performance.declared,
    ];
  if (params.startedHours === undefined) return [];
  return [
    fillPlaceholders(performance.deliveryInside, {
      percent: number(params.availabilityPercent),
      hours: hours(params.hours),
      guaranteed: number(params.guaranteePercent ?? '100'),
    }),
    fillPlaceholders(performance.deliveryOutside, {
      minutes: hours(params.minutesOutside),
      startedHours: number(params.startedHours),
      credit: money(params.creditPerStartedHour),
    }),
    ...(Number(params.unknownHours) > 0
      ? [fillPlaceholders(performance.unknown, { hours: hours(params.unknownHours) })]
      : []),
  ];
}
