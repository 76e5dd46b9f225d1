import { useTranslation } from 'react-i18next';
import type { FleetSummary, MachineDuty } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { lookOf } from '../../../ui/values/state-tone.js';
import classes from './fleet-summary-bar.module.css';

const ORDER: readonly MachineDuty[] = ['fault', 'silent', 'service', 'load', 'idle', 'off', 'unknown'];

/**
 * A machine that sent data within this time is shown as online. The count beside the bar uses the same two minutes.
 */
const RECENT_SECONDS = 120;

/** The fleet as one bar by state, with counts and the machines without data. */
export function FleetSummaryBar({ summary }: { readonly summary: FleetSummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = ORDER.filter((state) => (summary.states[state] ?? 0) > 0);
  const gap = summary.worstGap;
  return (
    <div className={classes.summary}>
      <div className={classes.bar} aria-hidden>
        {shown.map((state) => (
          <span key={state} className={classes[state]} style={{ flexGrow: summary.states[state] }} />
        ))}
      </div>
      <div className={classes.line}>
        <ul className={classes.counts}>
          {shown.map((state) => {
            const look = lookOf(state);
            const Sign = look.icon;
            return (
              <li key={state} data-tone={look.tone}>
                <Sign size={15} stroke={1.75} aria-hidden /> {t(`state.${state}`)}{' '}
                <b>{summary.states[state]}</b>
              </li>
            );
          })}
        </ul>
        <p className={classes.heard}>
          {t('maker:fleet.heard', { heard: summary.heardLast2Min, total: summary.total })}{' '}
          {gap === null || gap === undefined || gap.seconds < RECENT_SECONDS
            ? null
            : t('maker:fleet.worstGap', {
                serial: gap.serial,
                duration: format.duration(gap.seconds * 1000, 'hours'),
              })}
        </p>
      </div>
    </div>
  );
}
