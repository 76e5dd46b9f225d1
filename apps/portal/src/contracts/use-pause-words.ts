import { useTranslation } from 'react-i18next';
import type { Pause } from '../api/types.js';
import { useFormat } from '../format/use-format.js';
import { useMonthNames } from './use-month-names.js';

/** A pause in a sentence: when, what of the fees is due, and whether use is billed. */
export function usePauseWords(): (pause: Pause) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const monthName = useMonthNames();
  const day = (date: string | null): string => (date === null ? '' : format.date(`${date}T00:00:00Z`, 'UTC'));
  return ({ months, from, to, feePercent, use }) => {
    const when =
      months === null
        ? t('pause.days', { from: day(from), to: day(to) })
        : t('pause.season', { months: months.map(monthName).join(', ') });
    const fee = t(Number(feePercent) === 0 ? 'pause.free' : 'pause.part', {
      percent: format.number(feePercent),
    });
    return `${when}: ${fee}, ${t(`pause.use.${use}`)}.`;
  };
}
