import { useTranslation } from 'react-i18next';
import type { DeviceCommand } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Instant } from '../../../ui/values/instant.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from '../device-parts.module.css';

/** A command: content, reason, author, status, and the device's response. */
export function CommandEntry({ command }: { readonly command: DeviceCommand }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { createdAt, sentAt, deliveredAt, endedAt, expiresAt, state, params, answer } = command;
  const by = command.givenBy === null ? '' : `${command.givenBy}, `;
  const steps = [
    ['given', createdAt],
    ['sent', sentAt],
    ['delivered', deliveredAt],
    ['ended', endedAt],
  ] as const;
  return (
    <li className={classes.command}>
      <div className={classes.head}>
        <code className={classes.name}>{command.method}</code>
        <StateBadge state={state} plain />
      </div>
      <span>{command.reason}</span>
      <span className={classes.note}>
        {by}
        <Instant at={createdAt} style="relative" />
        {endedAt === null ? `, ${t('maker:devices.commands.until', { at: format.dateTime(expiresAt) })}` : ''}
      </span>
      {params === null ? null : <Json label={t('maker:devices.commands.params')} value={params} />}
      {answer === null ? null : <Json label={t('maker:devices.commands.answer')} value={answer} />}
      <details className={classes.history}>
        <summary>{t('maker:devices.commands.history')}</summary>
        <ul>
          {steps.map(([step, at]) =>
            at === null ? null : (
              <li key={step}>
                <time dateTime={at}>{format.dateTime(at)}</time>{' '}
                {step === 'ended' ? t(`state.${state}`) : t(`maker:devices.commands.step.${step}`)}
              </li>
            ),
          )}
        </ul>
      </details>
    </li>
  );
}

function Json({ label, value }: { readonly label: string; readonly value: unknown }) {
  return (
    <div className={classes.json}>
      <span className={classes.note}>{label}</span>
      <code>{JSON.stringify(value)}</code>
    </div>
  );
}
