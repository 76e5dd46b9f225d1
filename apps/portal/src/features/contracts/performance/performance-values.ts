import type { NewPerformanceTerm, PerformanceTerm } from '../../../api/types.js';

/** Schemes by which availability changes a fee. Each can have a bonus. */
export const SCHEMES = ['malus', 'factor', 'bands'] as const;
export type Scheme = (typeof SCHEMES)[number];

const FIGURES = [
  'plannedAllowanceHours',
  'malusPercentPerPoint',
  'malusCapPercent',
  'bonusFromPercent',
  'bonusPercent',
  'targetPercent',
  'slope',
  'zeroBelow',
] as const satisfies (keyof PerformanceTerm)[];
type Figure = (typeof FIGURES)[number];

/** Figures of each scheme. Planned maintenance hours apply to all schemes. */
export const FIGURES_OF_SCHEME: Readonly<Record<Scheme, readonly (Figure | 'guaranteePercent')[]>> = {
  malus: ['guaranteePercent', 'malusPercentPerPoint', 'malusCapPercent', 'bonusFromPercent', 'bonusPercent'],
  factor: ['targetPercent', 'slope', 'zeroBelow', 'bonusFromPercent', 'bonusPercent'],
  bands: ['bonusFromPercent', 'bonusPercent'],
};

/** A guarantee in a form. It has the structure of the request, so that an error's pointer identifies its field. */
export interface PerformanceValues extends Readonly<Record<Figure, string>> {
  readonly scheme: Scheme;
  readonly bands: readonly { readonly below: string; readonly percent: string }[];
  readonly chargeKeys: readonly string[];
  readonly machineIds: readonly string[];
  readonly type: PerformanceTerm['type'];
  /** Key of the guarantee; empty until the server assigns one. */
  readonly key: string;
  readonly clause: string;
  readonly kwhPerM3: string;
  readonly kwhPrice: string;
  readonly kwhMeterIds: readonly string[];
  readonly m3MeterIds: readonly string[];
  /** Guaranteed percentage of the time. Empty in a delivery guarantee that credits all time outside the limits. */
  readonly guaranteePercent: string;
  readonly creditPerStartedHour: string;
  readonly outsideMeterId: string;
}

export const EMPTY_BAND: PerformanceValues['bands'][number] = { below: '', percent: '' };

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
  scheme: 'malus',
  plannedAllowanceHours: '',
  malusPercentPerPoint: '',
  malusCapPercent: '',
  bonusFromPercent: '',
  bonusPercent: '',
  targetPercent: '',
  slope: '',
  zeroBelow: '',
  bands: [],
  chargeKeys: [],
  machineIds: [],
};

export function toPerformanceValues(terms: readonly PerformanceTerm[]): PerformanceValues[] {
  return terms.map((term) => ({
    ...term,
    ...(Object.fromEntries(FIGURES.map((field) => [field, term[field] ?? ''])) as Record<Figure, string>),
    scheme: term.bands.length > 0 ? 'bands' : term.targetPercent === null ? 'malus' : 'factor',
    kwhPerM3: term.kwhPerM3 ?? '',
    kwhPrice: term.kwhPrice ?? '',
    guaranteePercent: term.guaranteePercent ?? '',
    creditPerStartedHour: term.creditPerStartedHour ?? '',
    outsideMeterId: term.outsideMeterId ?? '',
  }));
}

/** Converts the form to the request without fields that the type does not use. */
export function toPerformance(values: readonly PerformanceValues[]): NewPerformanceTerm[] {
  return values.map(({ type, key, clause, ...said }) => {
    const named = { type, ...(key === '' ? {} : { key }), clause: clause.trim() };
    switch (type) {
      case 'energy':
        return {
          ...named,
          kwhPerM3: said.kwhPerM3.trim(),
          kwhPrice: said.kwhPrice.trim(),
          kwhMeterIds: said.kwhMeterIds,
          m3MeterIds: said.m3MeterIds,
        };
      case 'delivery':
        return {
          ...named,
          guaranteePercent: said.guaranteePercent.trim() || null,
          creditPerStartedHour: said.creditPerStartedHour.trim(),
          outsideMeterId: said.outsideMeterId || null,
        };
      case 'availability': {
        const figures = [...FIGURES_OF_SCHEME[said.scheme], 'plannedAllowanceHours'] as const;
        return {
          ...named,
          ...Object.fromEntries(figures.map((field) => [field, said[field].trim() || null])),
          bands:
            said.scheme === 'bands'
              ? said.bands.map(({ below, percent }) => ({ below: below.trim(), percent: percent.trim() }))
              : [],
          chargeKeys: said.chargeKeys,
          machineIds: said.machineIds,
        };
      }
    }
  });
}

/** Converts incomplete form values to the server's shape, for the sentence below the fields. */
export function asTerm(values: PerformanceValues): PerformanceTerm {
  const { guaranteePercent, outsideMeterId, kwhMeterIds, m3MeterIds, scheme, ...others } = values;
  const figures = [...FIGURES_OF_SCHEME[scheme], 'plannedAllowanceHours'] as const;
  const ofScheme = (field: Figure): string | null =>
    (figures as readonly string[]).includes(field) ? others[field] || null : null;
  return {
    ...others,
    ...(Object.fromEntries(FIGURES.map((field) => [field, ofScheme(field)])) as Record<
      Figure,
      string | null
    >),
    bands: scheme === 'bands' ? others.bands.map((band) => ({ ...band })) : [],
    chargeKeys: [...others.chargeKeys],
    machineIds: [...others.machineIds],
    kwhMeterIds: [...kwhMeterIds],
    m3MeterIds: [...m3MeterIds],
    guaranteePercent: others.type === 'availability' && scheme !== 'malus' ? null : guaranteePercent || null,
    outsideMeterId: outsideMeterId || null,
  };
}
