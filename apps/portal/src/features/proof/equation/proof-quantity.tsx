import { useTranslation } from 'react-i18next';
import type { Proof } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { QuantityBar } from '../../../ui/values/quantity-bar.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { usageShares } from '../../usage/reasons/usage-shares.js';
import { CertificatesInForce } from '../certificates-in-force.js';
import classes from './proof-quantity.module.css';

interface ProofQuantityProps {
  readonly usage: NonNullable<Proof['usage']>;
  readonly unit: string;
  /** Last local day of the proof. */
  readonly lastDay: string | undefined;
}

/**
 * Quality of the quantity: measured, estimated, on hold, not billed or unknown, and the number of readings behind it.
 */
export function ProofQuantity({ usage, unit, lastDay }: ProofQuantityProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const measured = Number(usage.quantity ?? 0);
  const held = Number(usage.heldQuantity);
  const total = measured + held;
  const sentences = useRuleWords()(usage.rule, unit);
  return (
    <div className={classes.quantity}>
      <QuantityBar
        shares={
          total === 0
            ? [{ kind: usage.state === 'measured' ? 'measured' : 'unknown', share: 1 }]
            : usageShares(usage, total)
        }
      />
      <p className={classes.words}>
        <StateBadge state="measured" plain>
          {t('quantity.measured')}{' '}
          <b>{usage.quantity === null ? '—' : format.quantity(usage.quantity, unit)}</b>
        </StateBadge>
        {Number(usage.estimatedQuantity) === 0 ? null : (
          <StateBadge state="estimated" plain>
            {t('quantity.ofItEstimated')} <b>{format.quantity(usage.estimatedQuantity, unit)}</b>
          </StateBadge>
        )}
        <StateBadge state="held" plain tone={held > 0 ? 'held' : 'neutral'}>
          {t('quantity.held')} <b>{format.quantity(usage.heldQuantity, unit)}</b>
        </StateBadge>
        {Number(usage.unbilledQuantity) === 0 ? null : (
          <StateBadge state="unknown" plain>
            {t('quantity.unbilled')} <b>{format.quantity(usage.unbilledQuantity, unit)}</b>
          </StateBadge>
        )}
        {usage.unknownSeconds === 0 ? null : (
          <StateBadge state="unknown" plain>
            {t('quantity.unknown')} <b>{format.duration(usage.unknownSeconds * 1000)}</b>
          </StateBadge>
        )}
      </p>
      <p className={classes.note}>
        {t('proof.readingCount', { count: usage.readingCount, number: format.number(usage.readingCount) })}
      </p>
      <CertificatesInForce certificates={usage.certificates} lastDay={lastDay} />
      {sentences.map((sentence) => (
        <p className={classes.note} key={sentence}>
          {sentence}
        </p>
      ))}
    </div>
  );
}

/** Returns a function that explains how readings become the quantity; empty for a counter without a factor. */
function useRuleWords(): (rule: NonNullable<Proof['usage']>['rule'], unit: string) => readonly string[] {
  const { t } = useTranslation();
  const format = useFormat();
  return (rule, unit) => {
    if (rule === null) return [];
    const { method, matches, intervalMinutes, factor, maxGapMinutes } = rule;
    const words = {
      values: matches.join(', '),
      interval: intervalMinutes,
      hold: format.duration(maxGapMinutes * 60_000),
    };
    const isEvery = method === 'event_count' && matches.length === 0;
    return [
      ...(method === 'counter' ? [] : [t(`proof.rule.${isEvery ? 'every_event' : method}`, words)]),
      ...(factor === null ? [] : [t('proof.rule.factor', { quantity: format.quantity(factor, unit) })]),
    ];
  };
}
