import { useTranslation } from 'react-i18next';
import classes from './duty-legend.module.css';
import { DutyStrip } from './duty-strip.js';
import type { DutyState } from './duty-spans.js';

const SHOWN: readonly DutyState[] = ['load', 'idle', 'off', 'fault', 'silent'];

/** Legend of the heights and hatches of an activity strip. */
export function DutyLegend({ states = SHOWN }: { readonly states?: readonly DutyState[] }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.legend} aria-label={t('duty.legend')}>
      {states.map((state) => (
        <li key={state}>
          <span className={classes.sample} aria-hidden>
            <DutyStrip spans={[{ from: 0, to: 1, state }]} from={0} to={1} height={10} />
          </span>
          {t(`duty.word.${state}`)}
        </li>
      ))}
    </ul>
  );
}
