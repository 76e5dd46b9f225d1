import { useTranslation } from 'react-i18next';
import type { DeviceGaps } from '../../../api/types.js';
import { useNow } from '../../../clock/clock.js';
import { useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import { DeviceName } from './device-name.js';
import classes from './finding-list.module.css';

/** Machines with missing data. Machines that are not reporting now come first. */
export function GapList({ gaps }: { readonly gaps: readonly DeviceGaps[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(30_000);
  return (
    <Section title={t('maker:flow.gaps')} aside={t('maker:flow.gapsAside')}>
      {gaps.length === 0 ? <p className={classes.none}>{t('maker:flow.noGaps')}</p> : null}
      <ul className={classes.list}>
        {gaps.map(({ device, openSignals, openSince, gaps: count, missingSeconds }) => (
          <li key={device.id} className={classes.entry}>
            <DeviceName device={device} />
            <b>{format.duration(missingSeconds * 1000)}</b>
            <span className={classes.note}>
              {openSince === null
                ? t('maker:flow.gapCount', { count })
                : t('maker:flow.openSignals', {
                    count: openSignals,
                    duration: format.duration(now - Date.parse(openSince)),
                  })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
