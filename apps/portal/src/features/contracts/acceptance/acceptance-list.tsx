import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AcceptanceStanding, Contract } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import classes from './acceptance-list.module.css';

interface AcceptanceListProps {
  readonly contract: Pick<Contract, 'number' | 'zone' | 'state'>;
  readonly standing: AcceptanceStanding;
}

/** Documents to accept as files with their hashes, and the acceptances with name, time and hash. */
export function AcceptanceList({ contract, standing }: AcceptanceListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { acceptances, contentHash, document } = standing;
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
        {acceptances.map((one) => (
          <li key={one.id} className={classes.one}>
            <b>{one.acceptedBy}</b>{' '}
            <span>
              {one.way === 'portal'
                ? t('acceptance.inPortal', { at: format.dateTime(one.recordedAt, contract.zone) })
                : t('acceptance.onPaper', {
                    day: format.date(`${one.acceptedOn}T00:00:00Z`, 'UTC'),
                    reference: one.reference,
                  })}
            </span>
            {one.way === 'paper' ? (
              <span className={classes.recorded}>
                {t('acceptance.recorded', {
                  name: one.recordedByName ?? '—',
                  at: format.dateTime(one.recordedAt, contract.zone),
                })}
              </span>
            ) : null}
            <span className={classes.standing} data-current={one.isCurrent || undefined}>
              {t(
                one.isCurrent
                  ? isDraft
                    ? 'acceptance.current'
                    : 'acceptance.activated'
                  : isDraft
                    ? 'acceptance.changed'
                    : 'acceptance.earlier',
              )}
            </span>
            <span className={classes.hash}>
              <code>{one.contentHash}</code>
            </span>
          </li>
        ))}
      </ul>
      {isDraft ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} stroke={1.75} />}
          onClick={() => save(`${contract.number}-${contentHash.slice(0, 8)}.json`, document)}
        >
          {t('acceptance.document')}
        </Button>
      ) : null}
    </>
  );
}

/** Saves a text as a file in the browser, with exactly the bytes that were hashed. */
function save(name: string, text: string): void {
  const link = window.document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
