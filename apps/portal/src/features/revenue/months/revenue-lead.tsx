import { useTranslation } from 'react-i18next';
import type { MarginRow } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import { isLossMaking } from '../margins/margin-status.js';
import classes from '../revenue.module.css';

/** Summary in words: contracts with a loss, the lowest margin, and contracts without enough data. */
export function RevenueLead({ months }: { readonly months: { readonly from: string; readonly to: string } }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useOne('revenue', '/revenue/margins', {
    query: { ...months, by: 'contract' },
    keepPrevious: true,
  });
  if (data === undefined || data.items.length === 0) return null;
  const losing = data.items.filter(isLossMaking);
  const unknown = data.items.filter(({ costsKnown }) => costsKnown === 'none');
  const known = data.items.filter(({ marginPercent }) => marginPercent !== null);
  const [worst] = known;
  const share = (row: MarginRow): string => format.percent(Number(row.marginPercent) / 100, 1);
  return (
    <p className={classes.lead}>
      {losing.length > 0
        ? t('maker:revenue.lead.loses', {
            count: losing.length,
            numbers: losing
              .slice(0, 3)
              .map(({ contract }) => contract.number)
              .join(', '),
          })
        : worst === undefined
          ? t('maker:revenue.lead.cannotTell')
          : t('maker:revenue.lead.least', { number: worst.contract.number, share: share(worst) })}{' '}
      {unknown.length === 0 ? null : (
        <span>{t('maker:revenue.lead.unknown', { count: unknown.length })}</span>
      )}
    </p>
  );
}
