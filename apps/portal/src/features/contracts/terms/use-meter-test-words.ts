import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import type { AgreedMeterTest } from './billing-terms.js';

/** Describes the period for which an inaccurate meter is corrected. */
export function useMeterTestWords(): (agreed: AgreedMeterTest) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ maxDays, sharePercent }) =>
    maxDays === null && sharePercent === null
      ? t('billingTerms.test.asUsual')
      : format.listed([
          sharePercent !== null && t('billingTerms.test.shareOf', { percent: format.number(sharePercent) }),
          maxDays !== null && t('billingTerms.test.upTo', { count: maxDays }),
        ]);
}
