import { RECORDED_CAUSES } from '#contracts';
import type { DocumentLine } from '../domain/invoice-document.js';
import type { Written } from '../sheet/written.js';
import type { DocumentTexts } from './texts/document-texts.js';
import { filled } from './texts/texts.js';

/** Hours are calculated with nine decimals; the proof contains all of them. */
const MOST_DECIMALS = 2;

/** The name of a promise. */
export function performanceName({ params }: DocumentLine, { line }: DocumentTexts): string {
  const { energy, delivery, availability } = line.performance;
  if (params.model === 'availability') return availability;
  return params.model === 'delivery' ? delivery : energy;
}

/** The facts and the result of a promise; an announcement while its month is not over. */
export function performanceWords(
  { params }: DocumentLine,
  currency: string,
  { performance }: DocumentTexts['line'],
  written: Written,
): string[] {
  if (params.pending !== undefined) return [performance.pending];
  const number = (value: string | number | null | undefined): string => written.number(String(value ?? ''));
  const hours = (value: string | number | null | undefined): string =>
    written.number(String(value ?? ''), 0, MOST_DECIMALS);
  const money = (value: string | number | null | undefined): string =>
    written.money(String(value ?? ''), currency);
  const quantity = (value: string | number | null | undefined, unit: string): string =>
    written.quantity(String(value ?? ''), unit);
  const stood = RECORDED_CAUSES.filter((cause) => Number(params[`${cause}Hours`] ?? 0) > 0).map((cause) =>
    filled(performance.stoodBy[cause], { hours: hours(params[`${cause}Hours`]) }),
  );
  if (params.excessKwh !== undefined)
    return [
      filled(performance.energyUsed, {
        kwh: quantity(params.kwh, 'kWh'),
        m3: quantity(params.m3, 'm3'),
        guaranteed: number(params.kwhPerM3),
      }),
      filled(performance.energyBeyond, {
        beyond: quantity(params.excessKwh, 'kWh'),
        price: money(params.kwhPrice),
      }),
    ];
  if (params.fee !== undefined)
    return [
      filled(performance.available, {
        percent: params.availabilityPercent === null ? '–' : number(params.availabilityPercent),
        hours: hours(params.hours),
        guaranteed: number(params.guaranteePercent ?? params.targetPercent ?? '100'),
        fee: money(params.fee),
      }),
      stood.length === 0
        ? performance.stoodNever
        : filled(performance.stood, { causes: written.listed(stood) }),
      performance.declared,
    ];
  if (params.startedHours === undefined) return [];
  return [
    filled(performance.deliveryInside, {
      percent: number(params.availabilityPercent),
      hours: hours(params.hours),
      guaranteed: number(params.guaranteePercent ?? '100'),
    }),
    filled(performance.deliveryOutside, {
      minutes: hours(params.minutesOutside),
      begun: number(params.startedHours),
      credit: money(params.creditPerStartedHour),
    }),
    ...(Number(params.unknownHours) > 0
      ? [filled(performance.unknown, { hours: hours(params.unknownHours) })]
      : []),
  ];
}
