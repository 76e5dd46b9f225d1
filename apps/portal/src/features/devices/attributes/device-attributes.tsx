import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Device, DeviceAttribute } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { Instant } from '../../../ui/values/instant.js';
import classes from '../device-parts.module.css';
import { AttributeDialog } from './attribute-dialog.js';
import { writeValue } from './attribute-value.js';

interface DeviceAttributesProps {
  readonly device: Device;
  readonly isAdding: boolean;
  readonly onAdded: () => void;
}

/** Attributes set by users, which are edited here, and attributes that the device reports itself. */
export function DeviceAttributes({ device, isAdding, onAdded }: DeviceAttributesProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const [changing, setChanging] = useState<DeviceAttribute>();
  const [removing, setRemoving] = useState<DeviceAttribute>();
  const attributes = useOne('attributes', '/devices/{id}/attributes', {
    path: { id: device.id },
    refetchInterval: 10_000,
  });
  if (attributes.isLoadingError)
    return <ErrorState error={attributes.error} onRetry={() => void attributes.refetch()} />;
  if (attributes.data === undefined) return <SkeletonRows rows={3} />;
  return (
    <>
      {(['shared', 'client'] as const).map((scope) => {
        const items = attributes.data.items.filter((attribute) => attribute.scope === scope);
        return (
          <section key={scope} className={classes.group}>
            <h3>{t(`maker:devices.attributes.${scope}`)}</h3>
            {items.length === 0 ? (
              <p className={classes.none}>{t(`maker:devices.attributes.no.${scope}`)}</p>
            ) : null}
            <ul className={classes.list}>
              {items.map((attribute) => (
                <li key={attribute.name} className={classes.attribute}>
                  <code className={classes.name}>{attribute.name}</code>
                  <code className={classes.value}>{writeValue(attribute.value)}</code>
                  <span className={classes.note}>
                    <Instant at={attribute.changedAt} style="relative" />
                  </span>
                  {scope === 'shared' ? (
                    <span className={classes.actions}>
                      <Button variant="subtle" size="compact-sm" onClick={() => setChanging(attribute)}>
                        {t('maker:devices.attributes.change')}
                      </Button>
                      <Button variant="subtle" size="compact-sm" onClick={() => setRemoving(attribute)}>
                        {t('maker:devices.attributes.remove')}
                      </Button>
                    </span>
                  ) : null}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {isAdding ? <AttributeDialog deviceId={device.id} onClose={onAdded} /> : null}
      {changing === undefined ? null : (
        <AttributeDialog deviceId={device.id} attribute={changing} onClose={() => setChanging(undefined)} />
      )}
      <ConfirmDialog
        open={removing !== undefined}
        title={t('maker:devices.attributes.removeTitle')}
        verb={t('maker:devices.attributes.remove')}
        onClose={() => setRemoving(undefined)}
        onConfirm={async () => {
          await request('PATCH', '/devices/{id}/attributes', {
            path: { id: device.id },
            body: { shared: { [removing!.name]: null } },
          });
          await stale('attributes');
        }}
      >
        <code>{removing?.name}</code>
        <p>{t('maker:devices.attributes.removeEffect')}</p>
      </ConfirmDialog>
    </>
  );
}
