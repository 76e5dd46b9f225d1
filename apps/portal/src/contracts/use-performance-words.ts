import { useTranslation } from 'react-i18next';
import type { Contract, PerformanceTerm } from '../api/types.js';
import { useFormat } from '../format/use-format.js';
import { useMeterName } from './use-meter-name.js';

type Meters = Contract['meters'];

interface PerformanceWords {
  readonly title: string;
  /** What is promised, and what missing it gives back. */
  readonly promise: string;
  /** What it is judged from. */
  readonly judged: string;
}

/** A promise in words. What is not written yet stands as a gap. */
export function usePerformanceWords(): (
  term: PerformanceTerm,
  about: { readonly currency: string; readonly meters: Meters },
) => PerformanceWords {
  const { t } = useTranslation();
  const format = useFormat();
  const meterName = useMeterName();
  return (term, { currency, meters }) => {
    const number = (value: string | null): string =>
      value === null || !isDecimal(value) ? GAP : format.number(value);
    const money = (value: string | null): string =>
      value === null || !isDecimal(value) ? GAP : format.money(value, currency);
    const named = (ids: readonly string[]): string =>
      meters
        .filter(({ id }) => ids.includes(id))
        .map((meter) => format.listed([meter.device.code, meterName(meter)]))
        .join('; ') || GAP;
    const title = t(`performance.${term.type}`);
    if (term.type === 'energy')
      return {
        title,
        promise: t('performance.energyPromise', {
          most: number(term.kwhPerM3),
          price: money(term.kwhPrice),
        }),
        judged: t('performance.energyJudged', {
          kwh: named(term.kwhMeterIds),
          m3: named(term.m3MeterIds),
        }),
      };
    const credit = money(term.creditPerStartedHour);
    return {
      title,
      promise:
        term.guaranteePercent === null
          ? t('performance.deliveryAlways', { credit })
          : t('performance.deliveryPromise', { percent: number(term.guaranteePercent), credit }),
      judged: t('performance.deliveryJudged', {
        meter: named(term.outsideMeterId === null ? [] : [term.outsideMeterId]),
      }),
    };
  };
}

const GAP = '…';
const isDecimal = (value: string): boolean => /^\d+(\.\d+)?$/.test(value.trim());
