import { useTranslation } from 'react-i18next';
import type { DeviceVolume } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import { DeviceName } from './device-name.js';
import classes from './finding-list.module.css';

/** Devices that send the most, as bars. A device that sends more than similar ones is highlighted. */
export function VolumeList({ volumes }: { readonly volumes: readonly DeviceVolume[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const highest = Math.max(1, ...volumes.map(({ points }) => points));
  return (
    <Section title={t('maker:flow.volumes')} aside={t('maker:flow.volumesAside')}>
      {volumes.length === 0 ? <p className={classes.none}>{t('maker:flow.noVolumes')}</p> : null}
      <ul className={classes.list}>
        {volumes.map(({ device, points }) => (
          <li key={device.id} className={classes.entry}>
            <DeviceName device={device} />
            <b>{format.number(points, 0)}</b>
            <span className={classes.bar} aria-hidden>
              <span style={{ width: `${(points / highest) * 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
