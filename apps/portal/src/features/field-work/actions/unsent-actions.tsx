import { Button } from '@mantine/core';
import { IconAlertOctagon, IconClock, IconLoader2, IconRefresh } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import { problemText } from '../../../problems/problem-text.js';
import { isUndecided } from './action-queue.js';
import type { FieldAction } from './field-action.js';
import { fieldActions } from './field-actions.store.js';
import classes from './unsent-actions.module.css';
import { useUnsentActions } from './use-field-actions.js';

/** Loaded when it is opened, so that the first page stays small. */
const DiscardDialog = lazy(async () => ({ default: (await import('./discard-dialog.js')).DiscardDialog }));

const SIGN = { waiting: IconClock, sending: IconLoader2, failed: IconAlertOctagon } as const;

type ShownAction = FieldAction & { readonly state: keyof typeof SIGN };

/** Every listed action is either on disk or marked as not stored. */
function isShown(action: FieldAction): action is ShownAction {
  return action.state in SIGN;
}

/** Actions that the server has not confirmed, with the reason and buttons to send or discard them. */
export function UnsentActions() {
  const { t } = useTranslation();
  const actions = useUnsentActions().filter(isShown);
  const [discarding, setDiscarding] = useState<FieldAction>();
  if (actions.length === 0) return null;
  return (
    <section aria-label={t('technician:unsent.label')}>
      {actions.some(isUndecidedFailure) ? (
        <div className={classes.head}>
          <p className={classes.words}>{t('technician:unsent.unheard')}</p>
          <Button
            variant="default"
            leftSection={<IconRefresh size={18} stroke={1.75} />}
            onClick={() => void fieldActions.retryUndecided()}
          >
            {t('technician:unsent.retry')}
          </Button>
        </div>
      ) : null}
      <ul className={classes.list}>
        {actions.map((action) => (
          <UnsentRow key={action.id} action={action} onDiscard={() => setDiscarding(action)} />
        ))}
      </ul>
      {discarding === undefined ? null : (
        <Suspense fallback={null}>
          <DiscardDialog action={discarding} onClose={() => setDiscarding(undefined)} />
        </Suspense>
      )}
    </section>
  );
}

/** Returns true if an action failed without a decision by the server. */
function isUndecidedFailure({ state, problem }: FieldAction): boolean {
  return state === 'failed' && problem !== undefined && isUndecided(problem);
}

interface UnsentRowProps {
  readonly action: ShownAction;
  readonly onDiscard: () => void;
}

function UnsentRow({ action, onDiscard }: UnsentRowProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { problem } = action;
  const state = isUndecidedFailure(action) ? 'waiting' : action.state;
  const isRejected = state === 'failed';
  const Sign = SIGN[state];
  const what = t(`technician:action.${action.code}`, { about: action.about });
  const discard = (
    <Button variant="subtle" onClick={onDiscard}>
      {t('technician:unsent.discard')}
    </Button>
  );
  return (
    <li className={classes.row} data-failed={isRejected || undefined} role={isRejected ? 'alert' : 'status'}>
      <Sign
        size={20}
        stroke={1.75}
        aria-hidden
        className={state === 'sending' ? classes.turning : undefined}
      />
      <div className={classes.words}>
        <p className={classes.what}>
          {t(`technician:unsent.${state}`, { what, time: format.timeWithOtherDay(action.at) })}
        </p>
        {action.isKept ? null : <p>{t('technician:unsent.notKept')}</p>}
        {isRejected && problem !== undefined ? (
          <>
            <p>{problemText(problem, t, i18n)}</p>
            <div className={classes.ways}>
              <Button
                variant="default"
                leftSection={<IconRefresh size={18} stroke={1.75} />}
                onClick={() => void fieldActions.retry(action.id)}
              >
                {t('technician:unsent.retry')}
              </Button>
              {discard}
            </div>
          </>
        ) : null}
      </div>
      {state === 'waiting' ? discard : null}
    </li>
  );
}
