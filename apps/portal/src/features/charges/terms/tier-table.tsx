import { useTranslation } from 'react-i18next';
import type { Pricing } from '../../../api/types.js';
import { formatUnit } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import classes from './tier-table.module.css';

interface TierTableProps {
  readonly pricing: Pricing;
  readonly unit: string;
  readonly currency: string;
}

type Tier = NonNullable<Pricing['tiers']>[number];

/** Tiers as a small table with a bar proportional to each price. */
export function TierTable({ pricing, unit, currency }: TierTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const tiers = pricing.tiers ?? [];
  if (tiers.length === 0) return null;
  const hasFee = tiers.some((tier) => Number(tier.flatFee ?? 0) !== 0);
  const hasPrice = tiers.some((tier) => tier.unitPrice != null || tier.ratePercent != null);
  const priceOf = (tier: Tier): string | null => tier.unitPrice ?? tier.ratePercent ?? null;
  const heightOf = (tier: Tier): number => Number((hasPrice ? priceOf(tier) : tier.flatFee) ?? 0);
  const highest = Math.max(1e-12, ...tiers.map(heightOf));
  const unitLabel = formatUnit(unit) || t('charge.aUnit');
  return (
    <table className={classes.tiers}>
      <thead>
        <tr>
          <th scope="col">{t('charge.tier.range', { unit: unitLabel })}</th>
          <th className={classes.barHead} aria-hidden />
          {hasPrice ? (
            <th scope="col" className={classes.number}>
              {pricing.model === 'graduated_percentage'
                ? '%'
                : t('charge.tier.price', { currency, unit: unitLabel })}
            </th>
          ) : null}
          {hasFee ? (
            <th scope="col" className={classes.number}>
              {t(pricing.model === 'hour_bands' ? 'charge.tier.yearFee' : 'charge.tier.fee', { currency })}
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {tiers.map((tier, index) => {
          const from = index === 0 ? '0' : (tiers[index - 1]?.upTo ?? '0');
          const price = priceOf(tier);
          return (
            <tr key={index}>
              <td>
                {tier.upTo == null
                  ? t('charge.tier.above', { from: format.number(from) })
                  : t('charge.tier.fromTo', { from: format.number(from), to: format.number(tier.upTo) })}
              </td>
              <td className={classes.bar} aria-hidden>
                <svg width="100%" height="8">
                  <rect width={`${Math.max(2, (heightOf(tier) / highest) * 100)}%`} height="8" rx="1" />
                </svg>
              </td>
              {hasPrice ? (
                <td className={classes.number}>{price === null ? '—' : format.number(price)}</td>
              ) : null}
              {hasFee ? (
                <td className={classes.number}>{tier.flatFee == null ? '—' : format.number(tier.flatFee)}</td>
              ) : null}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
