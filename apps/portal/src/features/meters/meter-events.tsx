import { Button } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import type { MeterEvent } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useFormat } from '../../format/use-format.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { Section } from '../../ui/layout/section.js';
import { MeterEventDialog, type EventSubject } from './meter-event-dialog.js';
import classes from './meter-events.module.css';
import { WithdrawDialog } from './withdraw-dialog.js';

interface MeterEventsProps {
  readonly query: { readonly contractId?: string; readonly machineId?: string; readonly deviceId?: string };
  /** Subjects that can have records; the first one is preselected. */
  readonly subjects: readonly EventSubject[];
  readonly zone: string;
}

/** Records of meters, such as exchanges, service and certificates, with a form to add one. */
export function MeterEvents({ query, subjects, zone }: MeterEventsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [dialog, setDialog] = useState<'declare' | MeterEvent>();
  const events = useOne('meter-events', '/meter-events', { query });
  const mayDeclare = may('meters.declare') && subjects.length > 0;
  const timeOf = ({ kind, fromAt, toAt, firstDay, lastDay }: MeterEvent): string => {
    if (kind === 'certificate')
      return [firstDay, lastDay].map((day) => format.date(`${day}T00:00:00Z`, 'UTC')).join(' – ');
    return [fromAt, toAt].flatMap((at) => (at === null ? [] : [format.dateTime(at, zone)])).join(' – ');
  };
  const detailsOf = (event: MeterEvent): string =>
    [
      event.finalValue === null
        ? ''
        : t('maker:meters.finalShown', { value: format.number(event.finalValue) }),
      event.initialValue === null
        ? ''
        : t('maker:meters.initialShown', { value: format.number(event.initialValue) }),
      [event.number, event.issuedBy].filter(Boolean).join(', '),
      event.tolerancePercent === null
        ? ''
        : t('meterEvent.tolerance', { percent: format.number(event.tolerancePercent) }),
      event.isOwn ? t('meterEvent.own') : '',
      event.reason,
    ]
      .filter((part) => part !== '')
      .join(' · ');
  return (
    <Section
      title={t('maker:meters.title')}
      action={
        mayDeclare ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPencilPlus size={15} stroke={1.75} />}
            onClick={() => setDialog('declare')}
          >
            {t('maker:meters.declare')}
          </Button>
        ) : undefined
      }
    >
      {events.isLoadingError ? (
        <ErrorState error={events.error} onRetry={() => void events.refetch()} />
      ) : events.data?.items.length === 0 ? (
        <p className={classes.quiet}>{t('maker:meters.none')}</p>
      ) : (
        <ul>
          {(events.data?.items ?? []).map((event) => (
            <li
              key={event.id}
              className={classes.event}
              data-withdrawn={event.withdrawal !== null || undefined}
            >
              <p>
                <b>{t(`meterEvent.${event.kind}`)}</b> {event.machine?.serial ?? event.device}
              </p>
              <p>{timeOf(event)}</p>
              <p className={classes.quiet}>{detailsOf(event)}</p>
              <p className={classes.quiet}>
                {[event.recordedBy ?? t('exception.somebody'), format.dateTime(event.recordedAt)].join(', ')}
                {event.withdrawal !== null || !may('meters.declare') ? null : (
                  <Button size="compact-xs" variant="subtle" onClick={() => setDialog(event)}>
                    {t('maker:meters.withdraw')}
                  </Button>
                )}
              </p>
              {event.withdrawal === null ? null : (
                <p>
                  {t('maker:meters.withdrawn', {
                    name: event.withdrawal.by ?? t('exception.somebody'),
                    at: format.dateTime(event.withdrawal.at),
                  })}{' '}
                  {event.withdrawal.reason}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {dialog === 'declare' ? (
        <MeterEventDialog subjects={subjects} zone={zone} onClose={() => setDialog(undefined)} />
      ) : dialog === undefined ? null : (
        <WithdrawDialog event={dialog} onClose={() => setDialog(undefined)} />
      )}
    </Section>
  );
}
