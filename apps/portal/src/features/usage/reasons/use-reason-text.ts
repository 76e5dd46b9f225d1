import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeterDecision, UsageReason } from '../../../api/types.js';
import { QUANTITY_UNIT, useCodeText } from '../../../i18n/use-code-text.js';

/**
 * Why a quantity is held or what to know about it, with what was decided, by whom and why.
 * @param zone the contract's: its days are meant
 * @param decisions those that the usage rests on, to be named
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
      // A customer isn't told who works for the maker.
      const name = made?.decidedBy;
      const by = name ? t('exception.choseBy', { choice, name }) : t('exception.choseAlone', { choice });
      return [why, by, made?.reason].filter((part) => part !== undefined).join(' ');
    },
    [t, text, decisions],
  );
}
