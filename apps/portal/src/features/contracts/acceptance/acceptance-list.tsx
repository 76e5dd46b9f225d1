import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AcceptanceStatus, Contract } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { saveBlob } from '../../../ui/tables/export/save-blob.js';
import classes from './acceptance-list.module.css';

interface AcceptanceListProps {
  readonly contract: Pick<Contract, 'number' | 'zone' | 'state'>;
  readonly status: AcceptanceStatus;
}

/**
 * The acceptances of a contract's terms, each with name, time and hash. A draft also shows the hash of its current
 * terms and offers them as a file.
 */
export function AcceptanceList({ contract, status }: AcceptanceListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { acceptances, contentHash, document } = status;
  const isDraft = contract.state === 'draft';
  return (
    <>
      {isDraft ? (
        <p className={classes.hash}>
          {t('acceptance.hash')} <code>{contentHash}</code>
        </p>
      ) : null}
      {acceptances.length === 0 ? <p className={classes.none}>{t('acceptance.none')}</p> : null}
      <ul>
        {acceptances.map((acceptance) => (
          <li key={acceptance.id} className={classes.one}>
            <b>{acceptance.acceptedBy}</b>{' '}
            <span>
              {acceptance.way === 'portal'
                ? t('acceptance.inPortal', { at: format.dateTime(acceptance.recordedAt, contract.zone) })
                : t('acceptance.onPaper', {
                    day: format.date(`${acceptance.acceptedOn}T00:00:00Z`, 'UTC'),
                    reference: acceptance.reference,
                  })}
            </span>
            {acceptance.comment === '' ? null : <q className={classes.comment}>{acceptance.comment}</q>}
            {acceptance.way === 'paper' ? (
              <span className={classes.recorded}>
                {t('acceptance.recorded', {
                  name: acceptance.recordedByName ?? '—',
                  at: format.dateTime(acceptance.recordedAt, contract.zone),
                })}
              </span>
            ) : null}
            <span className={classes.standing} data-current={acceptance.isCurrent || undefined}>
              {t(
                acceptance.isCurrent
                  ? isDraft
                    ? 'acceptance.current'
                    : 'acceptance.activated'
                  : isDraft
                    ? 'acceptance.changed'
                    : 'acceptance.earlier',
              )}
            </span>
            <span className={classes.hash}>
              <code>{acceptance.contentHash}</code>
            </span>
          </li>
        ))}
      </ul>
      {isDraft ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} stroke={1.75} />}
          onClick={() =>
            // The file must equal the hashed document byte for byte.
            saveBlob(
              new Blob([document], { type: 'application/json' }),
              `${contract.number}-${contentHash.slice(0, 8)}.json`,
            )
          }
        >
          {t('acceptance.document')}
        </Button>
      ) : null}
    </>
  );
}
