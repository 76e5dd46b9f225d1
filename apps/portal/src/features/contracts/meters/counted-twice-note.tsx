import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Device, MachineRow } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import type { BillingValues } from '../../charges/form/charge-values.js';
import { findStationsCountedTwice } from './counted-twice.js';

interface CountedTwiceNoteProps {
  readonly values: Pick<BillingValues, 'charges' | 'meters'>;
  readonly devices: readonly Device[];
  readonly machines: readonly MachineRow[];
}

/** Warns if a station's meter is charged in addition to the meters of the station's machines. */
export function CountedTwiceNote({ values, devices, machines }: CountedTwiceNoteProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  return findStationsCountedTwice(values, devices, machines).map(({ device, site, signalKey, serials }) => (
    <Alert
      key={`${device} ${signalKey}`}
      color="yellow"
      // The default title of the light variant has too little contrast.
      styles={{ title: { color: 'var(--ink-1)' } }}
      icon={<IconAlertTriangle size={18} />}
      title={t('maker:charge.twice.title')}
      role="status"
    >
      {t('maker:charge.twice.text', {
        ...{ device, site, signal: text('common:signal', signalKey), machines: format.listed(serials) },
      })}
    </Alert>
  ));
}
