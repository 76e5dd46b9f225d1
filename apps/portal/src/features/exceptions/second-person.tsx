import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useState } from 'react';
import { useSession } from '../../api/session.js';
import { request } from '../../api/transport.js';
import type { MeterDecision } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { problemText } from '../../problems/problem-text.js';
import { problemOf } from '../../problems/problem.js';
import { toastDone } from '../../ui/feedback/toast.js';
import classes from './exceptions.module.css';

/** Confirmation of a decision by a second person. Its author sees that another person must confirm. */
export function SecondPerson({ decision }: { readonly decision: MeterDecision }) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const stale = useStale();
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<string>();
  const [sending, setSending] = useState(false);
  if (session.user.id === decision.decidedById)
    return <p className={classes.note}>{t('maker:exceptions.somebodyElse')}</p>;
  const answer = async (verdict: 'confirmed' | 'refused'): Promise<void> => {
    setSending(true);
    setFault(undefined);
    try {
      await request('POST', '/meter-decisions/{id}/verdict', {
        path: { id: decision.id },
        body: { verdict, note },
      });
      toastDone(t(`maker:exceptions.${verdict}`));
      await stale('meter-exceptions', 'usage', 'cost', 'proof');
    } catch (error) {
      setFault(problemText(problemOf(error), t, i18n));
    } finally {
      setSending(false);
    }
  };
  return (
    <div className={classes.form}>
      <Textarea
        label={t('maker:exceptions.note')}
        autosize
        error={fault}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button loading={sending} onClick={() => void answer('confirmed')}>
          {t('maker:exceptions.confirm')}
        </Button>
        <Button variant="default" disabled={sending} onClick={() => void answer('refused')}>
          {t('maker:exceptions.refuse')}
        </Button>
      </div>
    </div>
  );
}
