import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeterDecision, UsageReason } from '../../../api/types.js';
import { QUANTITY_UNIT, useCodeText } from '../../../i18n/use-code-text.js';

/**
 * Returns a function that formats the reason why a quantity is on hold, or a note about it, with the decision, its
 * author and its reason.
 * @param zone the contract's time zone, which defines its days
 * @param decisions the decisions behind the usage
 */
export function useReasonText(
  zone: string,
  decisions: readonly MeterDecision[] = [],
): (reason: UsageReason, unit: string) => string {
  const { t } = useTranslation();
  const text = useCodeText(zone);
  return useCallback(
    ({ code, params, decision }, unit) => {
      const why = text('common:usageReason', code, { ...params, [QUANTITY_UNIT]: unit });
      if (decision === null) return why;
      const made = decisions.find(({ id }) => id === decision.id);
      const choice = t(`exception.chose.${decision.choice}`);
      // The names of the maker's staff are not shown to customers.
      const name = made?.decidedBy;
      const by = name ? t('exception.choseBy', { choice, name }) : t('exception.choseAlone', { choice });
      return [why, by, made?.reason].filter((part) => part !== undefined).join(' ');
    },
    [t, text, decisions],
  );
}
