import { useTranslation } from 'react-i18next';
import type { Contract, Pause } from '../../../api/types.js';
import { useNow } from '../../../clock/clock.js';
import { instantToWallTime } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { useMonthNames } from '../../billing-calendar/use-month-names.js';

interface PauseWords {
  /** Months of a yearly season, or first and last day. */
  when(pause: Pick<Pause, 'months' | 'from' | 'to'>): string;
  /** The fees that are due during the pause, and whether usage is billed. */
  terms(pause: Pick<Pause, 'feePercent' | 'use'>): string;
}

/** Describes a pause in words. */
export function usePauseWords(): PauseWords {
  const { t } = useTranslation();
  const format = useFormat();
  const monthName = useMonthNames();
  const day = (date: string | null): string => (date === null ? '' : format.date(`${date}T00:00:00Z`, 'UTC'));
  return {
    when: ({ months, from, to }) =>
      months === null
        ? t('pause.days', { from: day(from), to: day(to) })
        : t('pause.season', { months: months.map(monthName).join(t('pause.and')) }),
    terms: ({ feePercent, use }) => {
      const fee = t(Number(feePercent) === 0 ? 'pause.free' : 'pause.part', {
        percent: format.number(feePercent),
      });
      return t('pause.terms', { fee, use: t(`pause.use.${use}`) });
    },
  };
}

/** Describes all pauses of a contract, and the start of the next one or the end of the current one. */
export function usePausesOf({
  pauses,
  pausedDays,
  zone,
}: Pick<Contract, 'pauses' | 'pausedDays' | 'zone'>): (readonly [string, string])[] {
  const { t } = useTranslation();
  const { when, terms } = usePauseWords();
  const today = instantToWallTime(useNow(), zone).slice(0, 10);
  const next = pausedDays.find(({ to }) => to >= today);
  return [
    ...pauses.map((pause) => [when(pause), terms(pause)] as const),
    ...(next === undefined
      ? []
      : [[t(next.from <= today ? 'pause.now' : 'pause.next'), when({ months: null, ...next })] as const]),
  ];
}
