import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLostSince } from '../api/realtime.js';
import { useFormat } from '../format/use-format.js';
import { useLate } from '../ui/feedback/use-late.js';
import classes from './connection-note.module.css';

/** Shows that live data is interrupted, and the time of the displayed data; brief interruptions are not shown. */
export function ConnectionNote() {
  const { t } = useTranslation();
  const format = useFormat();
  const lostSince = useLostSince();
  const late = useLate(lostSince !== undefined, 2000);
  return (
    <p role="status" className={classes.note} data-lost={late || undefined}>
      {late && lostSince !== undefined ? (
        <>
          <IconPlugConnectedX size={15} stroke={1.75} aria-hidden />{' '}
          {t('app:connection.lost', { time: format.timeWithOtherDay(lostSince) })}
        </>
      ) : null}
    </p>
  );
}
