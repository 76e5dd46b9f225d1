import { useTranslation } from 'react-i18next';
import type { DeviceBudget } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import { NEAR, Nearness, writeRate, writeShare } from '../../devices/limits/use-bar.js';
import { DeviceName } from './device-name.js';
import classes from './finding-list.module.css';

/** Devices closest to their send limits, with the share of the limit used in their busiest minute. */
export function BudgetList({ budgets }: { readonly budgets: readonly DeviceBudget[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Section title={t('maker:flow.budgets')} aside={t('maker:flow.budgetsAside')}>
      {budgets.length === 0 ? <p className={classes.none}>{t('maker:flow.noVolumes')}</p> : null}
      <ul className={classes.list}>
        {budgets.map(({ device, limits, most, share }) => (
          <li key={device.id} className={classes.entry} data-near={share >= NEAR || undefined}>
            <DeviceName device={device} />
            <b>{writeShare(share, format)}</b>
            <span className={classes.bar} aria-hidden>
              <span style={{ width: `${Math.min(1, share) * 100}%` }} />
            </span>
            <span className={classes.note}>
              {t('maker:flow.budgetNote', {
                points: writeRate(most.pointsPerSecond, format),
                pointsLimit: format.number(limits.pointsPerSecond ?? 0, 0),
                messages: writeRate(most.messagesPerSecond, format),
                messagesLimit: format.number(limits.messagesPerSecond ?? 0, 0),
              })}
              <Nearness share={share} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
