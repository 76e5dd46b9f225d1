import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { OpenItem } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import { problemOf } from '../../../problems/problem.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { isZero, minorOf } from '../amounts.js';
import { PromiseDialog } from '../collection/promise-dialog.js';
import { PromiseList } from '../collection/promise-list.js';
import { isClosed, isCredit, ItemBadge } from '../open-items/item-badge.js';
import { AllocationList } from '../payments/allocation-list.js';
import type { ReceivablePages } from '../receivable-pages.js';
import { RefundDialog } from '../refunds/refund-dialog.js';
import { RefundList } from '../refunds/refund-list.js';
import classes from './document-payments.module.css';
import { WriteOffDialog } from '../write-offs/write-off-dialog.js';
import { WriteOffList } from '../write-offs/write-off-list.js';
import { SetOffDialog } from './set-off-dialog.js';

interface DocumentPaymentsProps {
  /** ID of an issued invoice; for a group document, of its first invoice. */
  readonly documentId: string;
  readonly pages: ReceivablePages;
}

/** The open amount of an issued document, its allocations, its write-offs and its refunds. */
export function DocumentPayments({ documentId, pages }: DocumentPaymentsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [dialog, setDialog] = useState<'setOff' | 'writeOff' | 'refund' | 'promise'>();
  const query = useOne('open-items', '/open-items/{id}', { path: { id: documentId } });
  if (query.isLoadingError) {
    // Only the first invoice of a group document has an open amount.
    if (problemOf(query.error).status === 404) return null;
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.data === undefined) return <SkeletonRows rows={2} />;
  const { allocations, writeOffs, refunds, refundable, directDebit, ...item } = query.data;
  const { amount, currency } = item.open;
  const canWriteOff =
    may('accounting.write') && minorOf(item.open) > 0n && writeOffs.every(({ state }) => state !== 'pending');
  const canPromise = may('receivables.remind') && minorOf(item.open) > 0n;
  const total = format.money(item.total.amount.replace(/^-/, ''), currency);
  const open = format.money(amount.replace(/^-/, ''), currency);
  const refunded = format.money(item.refunded.amount, currency);
  return (
    <Section
      flush
      title={t('payment.many')}
      action={
        isCredit(item) ? (
          <Group gap="xs">
            {may('payments.match') ? (
              <Button variant="default" size="xs" onClick={() => setDialog('setOff')}>
                {t('maker:receivables.setOff')}
              </Button>
            ) : null}
            {refundable !== null && may('accounting.write') ? (
              <Button variant="default" size="xs" onClick={() => setDialog('refund')}>
                {t('maker:refund.verb')}
              </Button>
            ) : null}
          </Group>
        ) : canWriteOff || canPromise ? (
          <Group gap="xs">
            {canPromise ? (
              <Button variant="default" size="xs" onClick={() => setDialog('promise')}>
                {t('maker:collection.recordPromise')}
              </Button>
            ) : null}
            {canWriteOff ? (
              <Button variant="default" size="xs" onClick={() => setDialog('writeOff')}>
                {t('maker:writeOff.verb')}
              </Button>
            ) : null}
          </Group>
        ) : undefined
      }
    >
      <p className={classes.lead}>
        <ItemBadge item={item} />
        <span>{t(leadOf(item), { open, total, refunded })}</span>
      </p>
      {directDebit === null || isClosed(item) ? null : (
        <p className={classes.lead}>
          {t('openItem.directDebit', {
            ending: directDebit.accountEnding,
            reference: directDebit.mandateReference,
          })}
        </p>
      )}
      {allocations.length === 0 ? null : (
        <AllocationList
          allocations={allocations}
          names={item.documentType === 'credit_note' ? 'documents' : 'sources'}
          pages={pages}
        />
      )}
      {may('receivables.remind') ? <PromiseList documentId={documentId} /> : null}
      {writeOffs.length === 0 ? null : <WriteOffList writeOffs={writeOffs} />}
      {refunds.length === 0 ? null : <RefundList refunds={refunds} />}
      {dialog === 'setOff' ? <SetOffDialog credit={item} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'refund' && refundable !== null ? (
        <RefundDialog
          source={{ kind: 'creditNote', documentId, number: item.number }}
          refundable={refundable}
          onClose={() => setDialog(undefined)}
        />
      ) : null}
      {dialog === 'promise' ? <PromiseDialog item={item} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'writeOff' ? <WriteOffDialog item={item} onClose={() => setDialog(undefined)} /> : null}
    </Section>
  );
}

/** Returns the key of the sentence about the open amount. */
function leadOf(item: OpenItem) {
  if (item.state === 'written_off') return 'openItem.writtenOff';
  if (isClosed(item) && !isZero(item.refunded)) return 'openItem.creditRefunded';
  if (isClosed(item))
    return item.documentType === 'credit_note' ? 'openItem.creditUsed' : 'openItem.paidInFull';
  return isCredit(item) ? 'openItem.creditLeft' : 'openItem.openOf';
}
