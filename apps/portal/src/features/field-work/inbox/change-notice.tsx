import { IconBellRinging, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import classes from './change-notice.module.css';
import { ChangeWords } from './change-words.js';
import { inbox } from './inbox.store.js';
import { useInbox } from './use-inbox.js';

const SHOWN = 2;

/** Notice of unread changes. It appears automatically and stays until the user opens or dismisses it. */
export function ChangeNotice() {
  const { t } = useTranslation();
  const format = useFormat();
  const unseen = useInbox().filter((entry) => !entry.isSeen);
  const oldest = unseen.at(-1);
  return (
    <div role="status" aria-live="polite">
      {oldest === undefined ? null : (
        <div className={classes.notice}>
          <IconBellRinging size={24} stroke={1.75} aria-hidden />
          <div className={classes.words}>
            <p className={classes.title}>
              {t('technician:change.since', { time: format.timeWithOtherDay(oldest.at) })}
            </p>
            <ul>
              {unseen.slice(0, SHOWN).map((entry) => (
                <li key={entry.id}>
                  {entry.kind === 'removed' ? (
                    <ChangeWords change={entry} />
                  ) : (
                    <Link
                      to="/field/tickets/$ticketId"
                      params={{ ticketId: entry.visit.ticketId }}
                      onClick={() => inbox.markSeen(entry.id)}
                    >
                      <ChangeWords change={entry} />
                    </Link>
                  )}
                </li>
              ))}
            </ul>
            {unseen.length > SHOWN ? (
              <Link to="/field/inbox">{t('technician:change.more', { count: unseen.length - SHOWN })}</Link>
            ) : null}
          </div>
          <button
            type="button"
            className={classes.close}
            aria-label={t('technician:change.close')}
            onClick={() => inbox.markSeen()}
          >
            <IconX size={20} stroke={1.75} aria-hidden />
          </button>
        </div>
      )}
    </div>
  );
}
