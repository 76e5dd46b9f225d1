import { AVAILABILITY_FIGURES, type AgreedPerformance, type NewPerformance } from '#contracts';
import type { NewPerformanceTermDto, PerformanceTermDto } from './performance.dto.js';

const OF_NO_TYPE = {
  kwhPerM3: null,
  kwhPrice: null,
  kwhMeterIds: [],
  m3MeterIds: [],
  guaranteePercent: null,
  creditPerStartedHour: null,
  outsideMeterId: null,
  plannedAllowanceHours: null,
  malusPercentPerPoint: null,
  malusCapPercent: null,
  bonusFromPercent: null,
  bonusPercent: null,
  targetPercent: null,
  slope: null,
  zeroBelow: null,
  bands: [],
  chargeKeys: [],
  machineIds: [],
};

export function toPerformanceDto(term: AgreedPerformance): PerformanceTermDto {
  switch (term.type) {
    case 'energy':
      return {
        ...OF_NO_TYPE,
        ...term,
        kwhMeterIds: [...term.kwhMeterIds],
        m3MeterIds: [...term.m3MeterIds],
      };
    case 'delivery':
      return { ...OF_NO_TYPE, ...term };
    case 'availability':
      return {
        ...OF_NO_TYPE,
        ...term,
        bands: term.bands.map((band) => ({ ...band })),
        chargeKeys: [...term.chargeKeys],
        machineIds: [...term.machineIds],
      };
  }
}

/** Sets missing required fields to empty values, so that the validation of the term reports an error at the field. */
export function toNewPerformance({ type, key, clause, ...said }: NewPerformanceTermDto): NewPerformance {
  const named = { ...(key !== undefined && { key }), ...(clause !== undefined && { clause }) };
  switch (type) {
    case 'energy':
      return {
        type,
        ...named,
        kwhPerM3: said.kwhPerM3 ?? '',
        kwhPrice: said.kwhPrice ?? '',
        kwhMeterIds: said.kwhMeterIds ?? [],
        m3MeterIds: said.m3MeterIds ?? [],
      };
    case 'delivery':
      return {
        type,
        ...named,
        guaranteePercent: said.guaranteePercent ?? null,
        creditPerStartedHour: said.creditPerStartedHour ?? '',
        outsideMeterId: said.outsideMeterId ?? '',
      };
    case 'availability': {
      const figures = AVAILABILITY_FIGURES.map((field) => [field, said[field] ?? null] as const);
      return {
        type,
        ...named,
        ...(Object.fromEntries(figures) as Record<(typeof AVAILABILITY_FIGURES)[number], string | null>),
        bands: (said.bands ?? []).map(({ below, percent }) => ({ below, percent })),
        chargeKeys: said.chargeKeys ?? [],
        machineIds: said.machineIds ?? [],
      };
    }
  }
}
