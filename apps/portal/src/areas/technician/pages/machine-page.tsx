import { Button } from '@mantine/core';
import { IconBellCheck, IconBellOff } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Machine } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useOne } from '../../../api/use-one.js';
import { preparePost } from '../../../api/stored-post.js';
import { useNow } from '../../../clock/clock.js';
import { useSendAction } from '../../../features/field-work/actions/use-field-actions.js';
import { MachineTickets } from '../../../features/field-work/ticket/machine-tickets.js';
import { MachineState } from '../../../features/machines/duty/machine-state.js';
import { toneOf } from '../../../features/machines/live/limits.js';
import { readingDoubt, readingText } from '../../../features/machines/live/reading.js';
import { useLive } from '../../../features/machines/live/use-live.js';
import { unitDecimals } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { FieldHead } from '../../../ui/field/field-head.js';
import { FieldRow } from '../../../ui/field/field-row.js';
import { FieldWait } from '../../../ui/field/field-wait.js';
import { Facts } from '../../../ui/layout/facts.js';
import { Quantity } from '../../../ui/values/quantity.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './machine-page.module.css';

/** A short summary of a machine for a technician on site: state, open alarms, values and tickets. */
export function MachinePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(10_000);
  const { machineId = '' } = useParams({ strict: false });
  const query = useOne('machines', '/machines/{id}', { path: { id: machineId }, refetchInterval: 60_000 });
  const back = { to: '/field/scan', label: t('technician:nav.scan') };
  if (query.data === undefined) {
    return (
      <>
        <FieldHead title={t('technician:machine.title')} back={back} />
        <FieldWait query={query} rows={6} />
      </>
    );
  }
  const machine = query.data;
  return (
    <>
      <FieldHead
        title={machine.serial}
        back={back}
        aside={<MachineState state={machine.state} strong />}
        below={
          <>
            <p>{[machine.model.name, machine.site?.name].filter(Boolean).join(', ')}</p>
            <p>
              {machine.lastReadingAt === null
                ? t('technician:machine.neverHeard')
                : t('technician:machine.heard', { ago: format.ago(machine.lastReadingAt, now) })}
            </p>
          </>
        }
      />
      <h2 className={classes.heading}>{t('technician:machine.alarms')}</h2>
      <OpenAlarms machineId={machine.id} now={now} />
      <h2 className={classes.heading}>{t('technician:machine.values')}</h2>
      <Values machine={machine} />
      <h2 className={classes.heading}>{t('technician:machine.tickets')}</h2>
      <MachineTickets machineId={machine.id} />
    </>
  );
}

function OpenAlarms({ machineId, now }: { readonly machineId: string; readonly now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const text = useCodeText();
  const localised = useLocalised();
  const send = useSendAction();
  const alarms = useList('alarms', '/alarms', { query: { machineId, state: 'open' } });
  if (alarms.query.data === undefined) return <FieldWait query={alarms.query} rows={1} />;
  if (alarms.items.length === 0)
    return <FieldRow sign={IconBellOff} title={t('technician:machine.noAlarms')} />;
  return (
    <>
      {alarms.items.map((alarm) => (
        <FieldRow
          key={alarm.id}
          title={
            <StateBadge state={alarm.severity} plain>
              {`${alarm.code} ${localised(alarm.name) || text('common:alarmName', alarm.code)}`}
            </StateBadge>
          }
          action={
            alarm.acknowledgedAt === null && may('alarms.acknowledge') ? (
              <Button
                variant="default"
                leftSection={<IconBellCheck size={20} stroke={1.75} />}
                onClick={() =>
                  void send({
                    code: 'acknowledge',
                    about: `${alarm.code} ${alarm.machine.serial}`,
                    ...preparePost('/alarms/{id}/acknowledge', { path: { id: alarm.id } }),
                    stale: ['alarms', 'machines'],
                  })
                }
              >
                {t('technician:machine.acknowledge')}
              </Button>
            ) : undefined
          }
        >
          {[
            format.quantity(alarm.peakValue, alarm.unit, unitDecimals(alarm.unit)),
            format.duration(now - Date.parse(alarm.raisedAt)),
            alarm.acknowledgedAt === null ? t('technician:machine.notAcknowledged') : t('state.acknowledged'),
          ].join(', ')}
        </FieldRow>
      ))}
    </>
  );
}

function Values({ machine }: { readonly machine: Machine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const localised = useLocalised();
  const live = useLive(machine.id);
  if (live.data === undefined) return <FieldWait query={live} rows={3} />;
  return (
    <div className={classes.values}>
      <Facts
        items={machine.signals.flatMap((signal) => {
          const value = live.data.values[signal.key];
          if (value === undefined || signal.key === 'state') return [];
          const doubt = readingDoubt(value, t);
          return [
            [
              localised(signal.label) || text('common:signal', signal.key),
              <span key="value">
                {typeof value.value === 'number' ? (
                  <Quantity
                    value={value.value}
                    unit={value.unit}
                    decimals={value.decimals}
                    tone={toneOf(value.value, signal.limits)}
                  />
                ) : (
                  readingText(value, t, format)
                )}
                {doubt === undefined ? null : ` (${doubt})`}
              </span>,
            ] as const,
          ];
        })}
      />
    </div>
  );
}
