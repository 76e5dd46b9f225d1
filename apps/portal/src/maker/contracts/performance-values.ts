import type { PerformanceTerm } from '../../api/types.js';

/** A promise in a form, laid out as the request is, so that a fault's pointer leads to its field. */
export interface PerformanceValues {
  readonly type: PerformanceTerm['type'];
  /** Empty: named by the server after what it promises. */
  readonly key: string;
  readonly clause: string;
  readonly kwhPerM3: string;
  readonly kwhPrice: string;
  readonly kwhMeterIds: readonly string[];
  readonly m3MeterIds: readonly string[];
  /** Empty: every minute outside counts. */
  readonly guaranteePercent: string;
  readonly creditPerStartedHour: string;
  readonly outsideMeterId: string;
}

export const NEW_PERFORMANCE: PerformanceValues = {
  type: 'energy',
  key: '',
  clause: '',
  kwhPerM3: '',
  kwhPrice: '',
  kwhMeterIds: [],
  m3MeterIds: [],
  guaranteePercent: '',
  creditPerStartedHour: '',
  outsideMeterId: '',
};

export function toPerformanceValues(terms: readonly PerformanceTerm[]): PerformanceValues[] {
  return terms.map((term) => ({
    ...term,
    kwhPerM3: term.kwhPerM3 ?? '',
    kwhPrice: term.kwhPrice ?? '',
    guaranteePercent: term.guaranteePercent ?? '',
    creditPerStartedHour: term.creditPerStartedHour ?? '',
    outsideMeterId: term.outsideMeterId ?? '',
  }));
}

/** What is sent: what its type has no use for is left out. */
export function toPerformance(values: readonly PerformanceValues[]): object[] {
  return values.map(({ type, key, clause, ...said }) => {
    const named = { type, ...(key === '' ? {} : { key }), clause: clause.trim() };
    return type === 'energy'
      ? {
          ...named,
          kwhPerM3: said.kwhPerM3.trim(),
          kwhPrice: said.kwhPrice.trim(),
          kwhMeterIds: said.kwhMeterIds,
          m3MeterIds: said.m3MeterIds,
        }
      : {
          ...named,
          guaranteePercent: said.guaranteePercent.trim() || null,
          creditPerStartedHour: said.creditPerStartedHour.trim(),
          outsideMeterId: said.outsideMeterId || null,
        };
  });
}

/** As the server tells it, as far as it is written: for the sentence beneath its fields. */
export function asTerm(values: PerformanceValues): PerformanceTerm {
  const { guaranteePercent, outsideMeterId, kwhMeterIds, m3MeterIds } = values;
  return {
    ...values,
    kwhMeterIds: [...kwhMeterIds],
    m3MeterIds: [...m3MeterIds],
    guaranteePercent: guaranteePercent || null,
    outsideMeterId: outsideMeterId || null,
  };
}
