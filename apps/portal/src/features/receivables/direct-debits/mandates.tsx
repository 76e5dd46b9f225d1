import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { Mandate } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { formatAccountNumber } from '../../../format/account-number.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { startOf } from '../amounts.js';
import { UndoDialog } from '../payments/undo-dialog.js';
import classes from '../rows.module.css';
import { RegisterMandateDialog } from './register-mandate-dialog.js';

/** Direct debit mandates of a customer; renders nothing if no legal entity collects by direct debit. */
export function Mandates({ customerId }: { readonly customerId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [registering, setRegistering] = useState(false);
  const [ending, setEnding] = useState<Mandate>();
  const creditors = useOne('debit-creditors', '/debit-creditors').data?.items ?? [];
  const mandates = useOne('mandates', '/mandates', { query: { customerId } }).data?.items;
  if (creditors.length === 0 || mandates === undefined) return null;
  const mayWrite = may('accounting.write');
  return (
    <Section
      flush
      title={t('maker:debit.mandates')}
      action={
        mayWrite ? (
          <Button size="xs" variant="default" onClick={() => setRegistering(true)}>
            {t('maker:debit.register')}
          </Button>
        ) : undefined
      }
    >
      {mandates.length === 0 ? (
        <p className={classes.none}>{t('maker:debit.noMandate')}</p>
      ) : (
        <DataTable<Mandate>
          label={t('maker:debit.mandates')}
          rowKey={({ id }) => id}
          rows={mandates}
          columns={[
            ...columnsOf(t, format),
            ...(mayWrite
              ? [
                  {
                    key: 'action',
                    header: '',
                    width: '150px',
                    phone: 'side2' as const,
                    cell: (row: Mandate) =>
                      row.endedAt === null ? (
                        <Button
                          variant="subtle"
                          size="xs"
                          onClick={() => setEnding(row)}
                          aria-label={t('maker:debit.endTitle', { reference: row.reference })}
                        >
                          {t('maker:debit.end')}
                        </Button>
                      ) : null,
                  },
                ]
              : []),
          ]}
        />
      )}
      {registering ? (
        <RegisterMandateDialog
          customerId={customerId}
          legalEntityIds={creditors.map(({ legalEntityId }) => legalEntityId)}
          onClose={() => setRegistering(false)}
        />
      ) : null}
      {ending === undefined ? null : (
        <UndoDialog
          title={t('maker:debit.endTitle', { reference: ending.reference })}
          verb={t('maker:debit.end')}
          effect={t('maker:debit.endEffect')}
          done={t('maker:debit.ended', { reference: ending.reference })}
          onUndo={(why) => request('POST', '/mandates/{id}/end', { path: { id: ending.id }, body: { why } })}
          onClose={() => setEnding(undefined)}
        />
      )}
    </Section>
  );
}

function columnsOf(t: ReturnType<typeof useTranslation>['t'], format: Format): Column<Mandate>[] {
  const day = (date: string): string => format.date(startOf(date), 'UTC');
  return [
    {
      key: 'reference',
      header: t('maker:debit.mandate'),
      width: 'minmax(160px, 1fr)',
      phone: 'title',
      cell: ({ reference, legalEntity }) => (
        <span className={classes.lines}>
          {reference}
          <span className={classes.quiet}>{legalEntity.name}</span>
        </span>
      ),
    },
    {
      key: 'account',
      header: t('maker:debit.iban'),
      width: 'minmax(250px, 1.4fr)',
      phone: 'second',
      cell: ({ account, payerName }) => (
        <span className={classes.lines}>
          {formatAccountNumber(account)}
          <span className={classes.quiet}>{payerName}</span>
        </span>
      ),
    },
    {
      key: 'scheme',
      header: t('maker:debit.scheme'),
      width: 'minmax(170px, 1fr)',
      phone: 'third',
      cell: ({ scheme, signedOn }) => (
        <span className={classes.lines}>
          {t(`maker:debit.${scheme}`)}
          <span className={classes.quiet}>{`${t('maker:debit.signedOn')} ${day(signedOn)}`}</span>
        </span>
      ),
    },
    {
      key: 'state',
      header: t('maker:debit.state'),
      width: 'minmax(200px, 1.2fr)',
      phone: 'side',
      cell: ({ endedAt, endWhy, lastCollectedOn }) => (
        <span className={classes.lines}>
          <StateBadge state={endedAt === null ? 'active' : 'ended'} plain>
            {endedAt === null
              ? t('maker:debit.active')
              : t('maker:debit.endedOn', { day: format.date(endedAt), why: endWhy })}
          </StateBadge>
          <span className={classes.quiet}>
            {lastCollectedOn === null
              ? t('maker:debit.neverCollected')
              : t('maker:debit.lastCollected', { day: day(lastCollectedOn) })}
          </span>
        </span>
      ),
    },
  ];
}
