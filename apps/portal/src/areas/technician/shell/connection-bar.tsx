import { IconCloudCheck, IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { productNow } from '../../../clock/clock.js';
import { useFormat } from '../../../format/use-format.js';
import classes from './connection-bar.module.css';
import { useConnection } from './use-connection.js';

/** Shows at the top of every page whether the data is current and, if not, since when it is stale. */
export function ConnectionBar() {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, answeredAt } = useConnection();
  const Sign = state === 'online' ? IconCloudCheck : IconCloudOff;
  const time = answeredAt === 0 ? '—' : format.timeWithOtherDay(answeredAt + productNow() - Date.now());
  return (
    <p className={classes.bar} data-state={state} role="status">
      <Sign size={20} stroke={1.75} aria-hidden />
      <span>{t(`technician:connection.${state}`, { time })}</span>
    </p>
  );
}
