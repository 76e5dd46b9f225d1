import { useTranslation } from 'react-i18next';
import { QuantityBar, type QuantityClass } from '../../../ui/values/quantity-bar.js';
import classes from './usage-legend.module.css';

const SHOWN: readonly QuantityClass[] = ['measured', 'held', 'unknown'];

/** Legend of the fills of usage bars. */
export function UsageLegend() {
  const { t } = useTranslation();
  return (
    <ul className={classes.legend} aria-label={t('customer:usage.legend')}>
      {SHOWN.map((kind) => (
        <li key={kind}>
          <span className={classes.sample} aria-hidden>
            <QuantityBar shares={[{ kind, share: 1 }]} height={10} />
          </span>
          {t(`quantity.${kind}`)}
        </li>
      ))}
    </ul>
  );
}
