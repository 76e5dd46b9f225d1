import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Margin } from '../../../api/types.js';

/** Describes work without a cost: "2 kits, 1 visit". */
export function useGapWords(): (gaps: Margin['gaps']) => string {
  const { t } = useTranslation();
  return useCallback(
    (gaps) => gaps.map(({ kind, count }) => t(`maker:revenue.gap.${kind}`, { count })).join(', '),
    [t],
  );
}
