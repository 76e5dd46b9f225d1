import type { AgreedPerformance, NewPerformance } from '#contracts';
import type { NewPerformanceTermDto, PerformanceTermDto } from './performance.dto.js';

const OF_NO_TYPE = {
  kwhPerM3: null,
  kwhPrice: null,
  kwhMeterIds: [],
  m3MeterIds: [],
  guaranteePercent: null,
  creditPerStartedHour: null,
  outsideMeterId: null,
};

export function toPerformanceDto(term: AgreedPerformance): PerformanceTermDto {
  return term.type === 'energy'
    ? { ...OF_NO_TYPE, ...term, kwhMeterIds: [...term.kwhMeterIds], m3MeterIds: [...term.m3MeterIds] }
    : { ...OF_NO_TYPE, ...term };
}

/** What a term needs and nobody wrote is empty: its checks say so at its field. */
export function toNewPerformance({ type, key, clause, ...said }: NewPerformanceTermDto): NewPerformance {
  const named = { ...(key !== undefined && { key }), ...(clause !== undefined && { clause }) };
  return type === 'energy'
    ? {
        type,
        ...named,
        kwhPerM3: said.kwhPerM3 ?? '',
        kwhPrice: said.kwhPrice ?? '',
        kwhMeterIds: said.kwhMeterIds ?? [],
        m3MeterIds: said.m3MeterIds ?? [],
      }
    : {
        type,
        ...named,
        guaranteePercent: said.guaranteePercent ?? null,
        creditPerStartedHour: said.creditPerStartedHour ?? '',
        outsideMeterId: said.outsideMeterId ?? '',
      };
}
