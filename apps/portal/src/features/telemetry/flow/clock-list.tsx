import { useTranslation } from 'react-i18next';
import type { DeviceClock } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import { DeviceName } from './device-name.js';
import classes from './finding-list.module.css';

/** Devices with a wrong clock, worst first. */
export function ClockList({ clocks }: { readonly clocks: readonly DeviceClock[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Section title={t('maker:flow.clocks')} aside={t('maker:flow.clocksAside')}>
      {clocks.length === 0 ? <p className={classes.none}>{t('maker:flow.noClocks')}</p> : null}
      <ul className={classes.list}>
        {clocks.map(({ device, skewMs }) => (
          <li key={device.id} className={classes.entry}>
            <DeviceName device={device} />
            <b>
              {t(skewMs > 0 ? 'maker:flow.ahead' : 'maker:flow.behind', {
                duration: format.duration(skewMs),
              })}
            </b>
          </li>
        ))}
      </ul>
    </Section>
  );
}
