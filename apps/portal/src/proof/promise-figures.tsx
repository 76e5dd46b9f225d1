import { useTranslation } from 'react-i18next';
import type { InvoiceLine } from '../api/types.js';
import { useFormat } from '../format/use-format.js';
import classes from './promise-figures.module.css';

/** What a guarantee was judged from, and what that comes to; why it is not judged yet. Nothing of any other line. */
export function PromiseFigures({ line }: { readonly line: Pick<InvoiceLine, 'kind' | 'params'> }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (line.kind !== 'performance') return null;
  const { params } = line;
  const number = (value: unknown): string => format.number(String(value ?? '0'));
  const words = (): string[] => {
    if (params['pending'] !== undefined || params['corrects'] !== undefined) return [];
    if (params['holds'] !== undefined) return [t('performance.waits')];
    if (params['excessKwh'] !== undefined)
      return [
        t('performance.energyUsed', {
          kwh: format.quantity(String(params['kwh']), 'kWh'),
          m3: format.quantity(String(params['m3']), 'm3'),
          actual: params['actual'] === null ? '—' : number(params['actual']),
          guaranteed: number(params['kwhPerM3']),
        }),
      ];
    if (params['fee'] !== undefined)
      return [
        t('performance.availabilityFound', {
          percent: params['availabilityPercent'] === null ? '—' : number(params['availabilityPercent']),
          hours: number(params['hours']),
          guaranteed: number(params['guaranteePercent'] ?? params['targetPercent']),
          fee: number(params['fee']),
        }),
        t('performance.availabilityHours', {
          supplier: number(params['supplierHours']),
          planned: number(params['plannedHours']),
          customer: number(params['customerHours']),
          force: number(params['force_majeureHours']),
          unknown: number(params['unknownHours']),
        }),
      ];
    return [
      t('performance.deliveryInside', {
        percent: number(params['availabilityPercent']),
        hours: number(params['hours']),
        guaranteed: number(params['guaranteePercent'] ?? '100'),
        minutes: number(params['minutesOutside']),
      }),
      ...(Number(params['unknownHours']) > 0
        ? [t('performance.unknown', { hours: number(params['unknownHours']) })]
        : []),
    ];
  };
  return words().map((sentence) => (
    <p key={sentence} className={classes.figures}>
      {sentence}
    </p>
  ));
}
