import { IconClockEdit } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../clock/clock.js';
import { useFormat } from '../format/use-format.js';
import classes from './demo-clock.module.css';

/** Shows that the demo world's clock differs from the real time. */
export function DemoClock({ offsetMs }: { readonly offsetMs: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <span className={classes.demo} title={t('app:clock.demoNote', { offset: format.duration(offsetMs) })}>
      <IconClockEdit size={15} stroke={1.75} aria-hidden /> {t('app:clock.demo', { date: format.date(now) })}
    </span>
  );
}
