import { Button } from '@mantine/core';
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { csvField } from '../../../../../libs/platform/src/domain/csv.js';
import type { ImportDone } from '../../api/types.js';
import { saveBlob } from '../../ui/tables/export/save-blob.js';
import classes from './imported-credentials.module.css';

interface ImportedCredentialsProps {
  readonly credentials: ImportDone['credentials'];
}

const COLUMNS = ['serial', 'username', 'password', 'telemetryTopic', 'commandTopic'] as const;

/**
 * Returns the credentials as CSV for provisioning gateways. Only the serial number is escaped: the product generates
 * all other values, and an escaped password would be wrong.
 */
function toCsv(credentials: ImportDone['credentials']): string {
  const lines = credentials.map((row) => {
    // Publishing to the bare topic closes the connection, so the file must contain complete topics.
    const cells = { ...row, telemetryTopic: `${row.topic}/telemetry` };
    return COLUMNS.map((column) =>
      csvField(cells[column], { delimiter: ',', formulas: column === 'serial' ? 'escape' : 'keep' }),
    );
  });
  return [COLUMNS, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** Credentials of imported machines, shown once as a single file. */
export function ImportedCredentials({ credentials }: ImportedCredentialsProps) {
  const { t } = useTranslation();
  const save = (): void => {
    saveBlob(new Blob([toCsv(credentials)], { type: 'text/csv' }), 'device-credentials.csv');
  };
  return (
    <div className={classes.once}>
      <p>
        <IconAlertTriangle size={16} stroke={1.75} aria-hidden />{' '}
        {t('maker:import.credentials', { count: credentials.length })}
      </p>
      <Button leftSection={<IconDownload size={16} stroke={1.75} />} onClick={save}>
        {t('maker:import.saveCredentials')}
      </Button>
    </div>
  );
}
