import { useTranslation } from 'react-i18next';
import type { Dispute } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { useLineName } from '../invoice-lines/use-line-name.js';

/** Returns a function that names the subject of a dispute: the line, or the whole invoice. */
export function useDisputed(): (dispute: Pick<Dispute, 'line'>) => string {
  const { t } = useTranslation();
  const lineName = useLineName();
  return ({ line }) =>
    line === null
      ? t('dispute.whole')
      : t('dispute.lineOf', { position: line.position, name: lineName(line) });
}

/** Returns a function that formats the disputed days; undefined if the dispute names none. */
export function useDisputedDays(): (dispute: Pick<Dispute, 'from' | 'to'>) => string | undefined {
  const format = useFormat();
  return ({ from, to }) => {
    if (from === null || to === null) return undefined;
    const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
    return from === to ? day(from) : `${day(from)} – ${day(to)}`;
  };
}
