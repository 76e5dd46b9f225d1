import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Alarm, HistorySeries, MachineRow } from '../../../../api/types.js';
import { unitSuffix } from '../../../../format/unit.js';
import { useFormat } from '../../../../format/use-format.js';
import { useLocalised } from '../../../../i18n/localised.js';
import { useCodeText } from '../../../../i18n/use-code-text.js';
import { StateBadge } from '../../../../ui/values/state-badge.js';
import classes from './air-answer.module.css';
import { Answer, type AnswerTone } from './answer.js';
import { evaluatePlant, type PlantVerdict } from './evaluate-plant.js';

interface AirAnswerProps {
  readonly machines: readonly MachineRow[];
  readonly alarms: readonly Alarm[];
  readonly pressure: HistorySeries | undefined;
  readonly now: number;
}

const TONE: Readonly<Record<PlantVerdict, AnswerTone>> = {
  fine: 'fine',
  watch: 'warning',
  trouble: 'critical',
  unknown: 'unknown',
  none: 'unknown',
};

const RUNNING = ['load', 'idle'];
const SHOWN_ALARMS = 3;

const asLimit = (limit: string | number | null | undefined): number | null =>
  limit == null ? null : Number(limit);

/** Shows whether the air supply is fine: a verdict in words, the values behind it, and the open alarms. */
export function AirAnswer({ machines, alarms, pressure, now }: AirAnswerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const values = (key: string): number[] =>
    machines
      .filter((machine) => RUNNING.includes(machine.state))
      .map((machine) => machine.values[key])
      .filter((value) => typeof value === 'number');
  const isAir = machines.some((machine) => 'pressure_bar' in machine.values);
  const pressures = values('pressure_bar');
  const dewPoints = values('dewpoint_c');
  const lowest = pressures.length === 0 ? undefined : Math.min(...pressures);
  const warnLow = asLimit(pressure?.limits?.warnLow);
  const { verdict, reason } = evaluatePlant({
    machines,
    openAlarms: alarms,
    ...(lowest === undefined
      ? {}
      : { pressure: { value: lowest, warnLow, tripLow: asLimit(pressure?.limits?.tripLow) } }),
  });
  const reportingCount = machines.filter(({ state }) => state !== 'silent' && state !== 'unknown').length;
  const running = machines.filter(({ state }) => RUNNING.includes(state)).length;
  const kind = isAir ? 'air' : 'machines';
  return (
    <Answer
      question={t(`customer:plant.ask.${kind}`)}
      tone={TONE[verdict]}
      answer={t(`customer:plant.verdict.${kind}.${reason}`)}
    >
      <dl className={classes.values}>
        {lowest === undefined ? null : (
          <div>
            <dd>
              <Value value={lowest} unit="bar" decimals={2} isLow={warnLow !== null && lowest < warnLow} />
            </dd>
            <dt>
              {warnLow === null
                ? t('customer:plant.pressure')
                : t('customer:plant.pressureLimit', { limit: format.number(warnLow) })}
            </dt>
          </div>
        )}
        {dewPoints.length === 0 ? null : (
          <div>
            <dd>
              <Value value={Math.max(...dewPoints)} unit="Cel" decimals={1} />
            </dd>
            <dt>{t('customer:plant.dewPoint')}</dt>
          </div>
        )}
        <div>
          <dd>
            <span className={classes.value}>{format.number(running)}</span>
          </dd>
          <dt>{t('customer:plant.running', { count: machines.length })}</dt>
        </div>
      </dl>
      {reportingCount < machines.length ? (
        <p className={classes.unheard}>
          <StateBadge state="silent" plain>
            {t('customer:plant.unheard', { count: machines.length - reportingCount })}
          </StateBadge>
        </p>
      ) : null}
      <OpenAlarms alarms={alarms} now={now} />
    </Answer>
  );
}

interface ValueProps {
  readonly value: number;
  readonly unit: string;
  readonly decimals: number;
  readonly isLow?: boolean;
}

/** A key figure with its unit in smaller, muted type. */
function Value({ value, unit, decimals, isLow = false }: ValueProps) {
  const format = useFormat();
  return (
    <span data-low={isLow || undefined} className={classes.value}>
      {format.number(value, decimals)}
      <span className={classes.unit}>{unitSuffix(unit, format.locale)}</span>
    </span>
  );
}

function OpenAlarms({ alarms, now }: Pick<AirAnswerProps, 'alarms' | 'now'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const localised = useLocalised();
  if (alarms.length === 0) return <p className={classes.none}>{t('customer:plant.noAlarms')}</p>;
  return (
    <ul className={classes.alarms}>
      {alarms.slice(0, SHOWN_ALARMS).map((alarm) => (
        <li key={alarm.id}>
          <StateBadge state={alarm.severity} plain>
            <Link
              to="/plant/machines/$machineId"
              params={{ machineId: alarm.machine.id }}
              search={{ tab: 'alarms' }}
            >
              {localised(alarm.name) || text('common:alarmName', alarm.code)}
            </Link>
          </StateBadge>
          <p className={classes.note}>
            {[
              alarm.machine.serial,
              t('customer:plant.alarmSince', { duration: format.duration(now - Date.parse(alarm.raisedAt)) }),
              alarm.acknowledgedAt === null ? t('customer:plant.notSeen') : t('customer:plant.seen'),
            ].join(', ')}
            {alarm.ticket == null ? null : (
              <>
                {', '}
                <Link to="/plant/visits/$ticketId" params={{ ticketId: alarm.ticket.id }}>
                  {alarm.ticket.number}
                </Link>
              </>
            )}
          </p>
        </li>
      ))}
      {alarms.length > SHOWN_ALARMS ? (
        <li className={classes.note}>
          <Link to="/plant/machines">
            {t('customer:plant.moreAlarms', { count: alarms.length - SHOWN_ALARMS })}
          </Link>
        </li>
      ) : null}
    </ul>
  );
}
