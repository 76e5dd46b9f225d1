import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { PlannedPayment } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { Facts } from '../../../ui/layout/facts.js';
import { Section } from '../../../ui/layout/section.js';
import { Copyable } from '../../../ui/values/copyable.js';
import { problemOf } from '../../../problems/problem.js';
import { startOf } from '../amounts.js';
import classes from '../rows.module.css';
import { AttemptList } from './attempt-list.js';
import { ChargeDialog } from './charge-dialog.js';
import { PayButton } from './pay-button.js';

interface DocumentCollectionProps {
  /** ID of an issued invoice; for a group document, of its first invoice. */
  readonly documentId: string;
  /** Whether the payer reads the page, instead of the maker's staff. */
  readonly isPayer: boolean;
}

/** Attempts to collect a document by card and debit, and the next one. Absent while payments are off. */
export function DocumentCollection({ documentId, isPayer }: DocumentCollectionProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [isCharging, setIsCharging] = useState(false);
  const path = { id: documentId };
  const query = useOne('card-payments', '/open-items/{id}/card-payments', { path });
  const item = useOne('open-items', '/open-items/{id}', { path, enabled: isCharging });
  if (query.isLoadingError) {
    // Only the first invoice of a group document has an open amount.
    if (problemOf(query.error).status === 404) return null;
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.data === undefined) return null;
  const { areOn, attempts, paymentLink, planned } = query.data;
  if (!areOn && attempts.length === 0) return null;
  const canPay = paymentLink !== null;
  return (
    <Section
      flush
      title={t('collection.title')}
      action={
        canPay && isPayer && may('invoices.pay') ? (
          <PayButton documentId={documentId} />
        ) : canPay && !isPayer && may('accounting.write') ? (
          <Button variant="default" size="xs" onClick={() => setIsCharging(true)}>
            {t('collection.chargeNow')}
          </Button>
        ) : undefined
      }
    >
      {planned === null ? null : <PlannedPaymentNote planned={planned} />}
      {canPay && !isPayer ? (
        <Facts
          items={[
            [
              t('collection.link'),
              <Copyable
                key="link"
                name={t('collection.link')}
                value={paymentLink}
                shown={shorten(paymentLink)}
              />,
            ],
          ]}
        />
      ) : null}
      {attempts.length === 0 ? null : <AttemptList attempts={attempts} isPayer={isPayer} />}
      {isCharging && item.data !== undefined ? (
        <ChargeDialog item={item.data} onClose={() => setIsCharging(false)} />
      ) : null}
    </Section>
  );
}

/** When and with which method a document will be paid automatically. */
function PlannedPaymentNote({ planned: { on, method } }: { readonly planned: PlannedPayment }) {
  const { t } = useTranslation();
  const format = useFormat();
  const day = format.date(startOf(on), 'UTC');
  return (
    <p className={classes.note}>
      {method === null
        ? t('collection.automatic.plannedUnknown', { day })
        : t('collection.automatic.planned', { day, method })}
    </p>
  );
}

/** Returns the beginning of a link, because its token has no meaning for people. */
function shorten(link: string): string {
  return `${link.slice(0, link.indexOf('/pay/') + 11)}…`;
}
