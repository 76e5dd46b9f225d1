import { useTranslation } from 'react-i18next';
import { productNow } from '../../../clock/clock.js';
import { dateHint } from '../../../format/entry/date-text.js';
import { showTime } from '../../../format/entry/time-text.js';
import { instantToWallTime } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';

/**
 * The current day of a zone, and the patterns that empty fields show in the user's language.
 * @param zone IANA zone; the user's if undefined or not chosen yet
 */
export function useDateWords(zone: string | undefined) {
  const { t } = useTranslation();
  const format = useFormat();
  const [day, month, year] = [t('entry.letters.day'), t('entry.letters.month'), t('entry.letters.year')];
  const separator = /[^\d]/.exec(showTime('14:30', format.locale))?.[0] ?? ':';
  return {
    today: instantToWallTime(productNow(), zone || format.zone).slice(0, 10),
    datePattern: dateHint(format.locale, { day, month, year }),
    monthPattern: `${month}/${year}`,
    timePattern: [t('entry.letters.hour'), t('entry.letters.minute')].join(separator),
  };
}
