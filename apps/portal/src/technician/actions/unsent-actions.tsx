import { Button } from '@mantine/core';
import { IconAlertOctagon, IconLoader2, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../api/problem-text.js';
import { useFormat } from '../../format/use-format.js';
import { fieldActions } from './field-actions.store.js';
import { useFieldActions } from './use-field-actions.js';
import classes from './unsent-actions.module.css';

/** What was done and did not arrive, with its reason and a way to send it again; on every page until it is settled. */
export function UnsentActions() {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const actions = useFieldActions();
  if (actions.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t('technician:unsent.label')}>
      {actions.map((action) => {
        const what = t(`technician:action.${action.code}`, { about: action.about });
        return action.problem === undefined ? (
          <li key={action.id} className={classes.row} role="status">
            <IconLoader2 size={20} stroke={1.75} aria-hidden className={classes.turning} />
            <p className={classes.words}>{t('technician:unsent.sending', { what })}</p>
          </li>
        ) : (
          <li key={action.id} className={classes.row} data-failed role="alert">
            <IconAlertOctagon size={20} stroke={1.75} aria-hidden />
            <div className={classes.words}>
              <p className={classes.what}>
                {t('technician:unsent.failed', { what, time: format.time(action.at) })}
              </p>
              <p>{problemText(action.problem, t, i18n)}</p>
              <div className={classes.ways}>
                <Button
                  variant="default"
                  leftSection={<IconRefresh size={18} stroke={1.75} />}
                  onClick={() => void fieldActions.retry(action.id)}
                >
                  {t('technician:unsent.retry')}
                </Button>
                <Button variant="subtle" onClick={() => fieldActions.discard(action.id)}>
                  {t('technician:unsent.discard')}
                </Button>
              </div>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
