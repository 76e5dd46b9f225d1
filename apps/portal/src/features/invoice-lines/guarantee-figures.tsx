import { useTranslation } from 'react-i18next';
import type { InvoiceLine } from '../../api/types.js';
import { shownDecimals } from '../../format/shown-decimals.js';
import { useFormat } from '../../format/use-format.js';
import classes from './guarantee-figures.module.css';

const CAUSES = ['supplier', 'planned', 'customer', 'force_majeure', 'unknown'] as const;

/**
 * The figures from which a guarantee was evaluated, or a note that it waits for data. Renders nothing for pending
 * guarantees, for corrections, and for other lines.
 */
export function GuaranteeFigures({
  line,
}: {
  readonly line: Pick<InvoiceLine, 'kind' | 'params' | 'amount'>;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  if (line.kind !== 'performance') return null;
  const { params } = line;
  const number = (value: unknown): string => format.number(String(value ?? '0'));
  const hours = (value: unknown): string => format.number(String(value ?? '0'), shownDecimals(value));
  const downtimeTexts = CAUSES.filter((cause) => Number(params[`${cause}Hours`] ?? 0) > 0).map(
    (cause) => `${t(`downtime.cause.${cause}`)} ${hours(params[`${cause}Hours`])}\u00a0${t('duration.h')}`,
  );
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
          hours: hours(params['hours']),
          guaranteed: number(params['guaranteePercent'] ?? params['targetPercent']),
          fee: format.money(String(params['fee']), line.amount?.currency ?? ''),
        }),
        ...(downtimeTexts.length === 0
          ? [t('performance.availabilityNoStop')]
          : [
              t('performance.availabilityStood', { causes: format.listed(downtimeTexts) }),
              t('performance.availabilityDeclared'),
            ]),
      ];
    return [
      t('performance.deliveryInside', {
        percent: number(params['availabilityPercent']),
        hours: hours(params['hours']),
        guaranteed: number(params['guaranteePercent'] ?? '100'),
        minutes: hours(params['minutesOutside']),
      }),
      ...(Number(params['unknownHours']) > 0
        ? [t('performance.unknown', { hours: hours(params['unknownHours']) })]
        : []),
    ];
  };
  return words().map((sentence) => (
    <p key={sentence} className={classes.figures}>
      {sentence}
    </p>
  ));
}
