import {
  IconAlertTriangle,
  IconCircleDashed,
  IconClock,
  IconMailCheck,
  IconMailOpened,
  IconMailX,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DocumentMail, DocumentMailing } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Timeline, type TimelineEntry } from '../../../ui/layout/timeline.js';
import type { Tone } from '../../../ui/values/state-tone.js';

const LOOK: Readonly<Record<DocumentMail['state'], { readonly icon: Icon; readonly tone?: Tone }>> = {
  waiting: { icon: IconClock },
  sending: { icon: IconClock },
  sent: { icon: IconMailCheck },
  refused: { icon: IconMailX, tone: 'critical' },
  failed: { icon: IconAlertTriangle, tone: 'warning' },
  outcome_unknown: { icon: IconCircleDashed, tone: 'unknown' },
  canceled: { icon: IconMailX },
};

/** Errors that are codes of the product; all others are texts of the mail server. */
const CODES: ReadonlySet<string> = new Set(['interrupted', 'not_composed']);

/**
 * Emails with a document, newest first, with their outcomes, and the first time that the customer opened the document.
 */
export function MailTimeline({ mailing }: { readonly mailing: DocumentMailing }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { opening } = mailing;
  const errorOf = ({ error }: DocumentMail): string =>
    error === null
      ? ''
      : CODES.has(error)
        ? t(`maker:mailing.error.${error}`)
        : t('maker:mailing.serverSays', { text: error });
  const adviceOf = (mail: DocumentMail): string => {
    if (mail.state === 'waiting' && mail.dueAt !== null && mail.error !== null)
      return t('maker:mailing.nextAttempt', { at: format.dateTime(mail.dueAt) });
    return mail.state === 'refused' || mail.state === 'failed' || mail.state === 'outcome_unknown'
      ? t(`maker:mailing.advice.${mail.state}`)
      : '';
  };
  const originOf = ({ isAutomatic, requestedBy }: DocumentMail): string =>
    isAutomatic
      ? t('maker:mailing.automatic')
      : requestedBy === null
        ? ''
        : t('maker:mailing.by', { name: requestedBy });
  const entries: TimelineEntry[] = mailing.mails.map((mail) => ({
    id: mail.id,
    at: mail.finishedAt ?? mail.createdAt,
    ...LOOK[mail.state],
    fact: t(`maker:mailing.state.${mail.state}`, { name: mail.recipientName, email: mail.recipient }),
    consequence: [errorOf(mail), adviceOf(mail), originOf(mail)].filter((words) => words !== '').join(' '),
  }));
  if (opening !== null)
    entries.push({
      id: 'opening',
      at: opening.openedAt,
      icon: IconMailOpened,
      fact: t('maker:mailing.opened', { name: opening.openedBy ?? t('maker:mailing.someone') }),
      consequence: t(`maker:mailing.via.${opening.via}`),
    });
  return <Timeline entries={entries.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))} />;
}
