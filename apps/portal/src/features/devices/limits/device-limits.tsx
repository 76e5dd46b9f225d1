import { useTranslation } from 'react-i18next';
import type { Device, Limits } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import classes from '../device-parts.module.css';
import { LimitsDialog } from './limits-dialog.js';
import { UseBar } from './use-bar.js';

interface DeviceLimitsProps {
  readonly device: Device;
  readonly isChanging: boolean;
  readonly onChanged: () => void;
}

const RATES = ['messagesPerSecond', 'pointsPerSecond'] as const;
const USE_MS = 30_000;

/** Send limits of a device, their source, and their usage: by the device, and by all devices together. */
export function DeviceLimits({ device, isChanging, onChanged }: DeviceLimitsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const limits = useOne('limits', '/devices/{id}/limits', {
    path: { id: device.id },
    refetchInterval: USE_MS,
  });
  const all = useOne('limits', '/maker/limits', { refetchInterval: USE_MS });
  const failed = [limits, all].find((query) => query.isLoadingError);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (limits.data === undefined || all.data === undefined) return <SkeletonRows rows={4} />;
  const { effective, sources, model, use } = limits.data;
  const saidBy = (field: keyof NonNullable<Limits['sources']>): string =>
    t(`maker:devices.limits.source.${sources?.[field] ?? 'default'}`, { model: model?.name ?? '' });
  return (
    <>
      <section className={classes.group}>
        <h3>{t('maker:devices.limits.ofDevice')}</h3>
        <ul className={classes.list}>
          {RATES.map((field) => (
            <li key={field} className={classes.limit}>
              <span>{t(`maker:devices.limits.${field}`)}</span>
              <b>{format.number(effective?.[field] ?? 0, 0)}</b>
              <span className={classes.note}>{saidBy(field)}</span>
              <UseBar limit={effective?.[field] ?? null} last={use?.last[field]} max={use?.most[field]} />
            </li>
          ))}
          <li className={classes.limit}>
            <span>{t('maker:devices.limits.payloadBytes')}</span>
            <b>{format.number(effective?.payloadBytes ?? 0, 0)}</b>
            <span className={classes.note}>{saidBy('payloadBytes')}</span>
          </li>
        </ul>
      </section>
      <section className={classes.group}>
        <h3>{t('maker:devices.limits.ofAll')}</h3>
        <ul className={classes.list}>
          {RATES.map((field) => {
            const limit = all.data.own[field];
            return (
              <li key={field} className={classes.limit}>
                <span>{t(`maker:devices.limits.${field}`)}</span>
                <b>{limit === null ? t('maker:devices.limits.noLimit') : format.number(limit, 0)}</b>
                <UseBar limit={limit} last={all.data.use?.last[field]} max={all.data.use?.most[field]} />
              </li>
            );
          })}
        </ul>
      </section>
      {isChanging ? (
        <LimitsDialog device={device} ofDevice={limits.data} ofAll={all.data} onClose={onChanged} />
      ) : null}
    </>
  );
}
