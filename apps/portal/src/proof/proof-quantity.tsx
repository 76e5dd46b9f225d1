import { useTranslation } from 'react-i18next';
import type { Proof } from '../api/types.js';
import { useFormat } from '../format/use-format.js';
import { QuantityBar } from '../ui/quantity-bar.js';
import { StateBadge } from '../ui/state-badge.js';
import classes from './proof-quantity.module.css';

interface ProofQuantityProps {
  readonly usage: NonNullable<Proof['usage']>;
  readonly unit: string;
}

/** How honest the quantity is: measured, held, unknown; and how many readings stand behind it. */
export function ProofQuantity({ usage, unit }: ProofQuantityProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const measured = Number(usage.quantity ?? 0);
  const held = Number(usage.heldQuantity);
  const whole = measured + held;
  return (
    <div className={classes.quantity}>
      <QuantityBar
        shares={
          whole === 0
            ? [{ kind: usage.state === 'measured' ? 'measured' : 'unknown', share: 1 }]
            : [
                { kind: 'measured', share: measured / whole },
                { kind: 'held', share: held / whole },
              ]
        }
      />
      <p className={classes.words}>
        <StateBadge state="measured" plain>
          {t('quantity.measured')}{' '}
          <b>{usage.quantity === null ? '—' : format.quantity(usage.quantity, unit)}</b>
        </StateBadge>
        <StateBadge state="held" plain tone={held > 0 ? 'held' : 'neutral'}>
          {t('quantity.held')} <b>{format.quantity(usage.heldQuantity, unit)}</b>
        </StateBadge>
      </p>
      <p className={classes.note}>
        {t('proof.readingCount', { count: usage.readingCount, number: format.number(usage.readingCount) })}
      </p>
    </div>
  );
}
