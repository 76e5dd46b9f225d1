import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileInvoice, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { OpenItem, PaymentDetail } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useStale } from '../../../api/use-stale.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { Section } from '../../../ui/layout/section.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { RECEIVABLES } from '../amounts.js';
import { isCredit } from '../open-items/item-badge.js';
import classes from './allocate-form.module.css';
import {
  type AllocationEntry,
  emptyEntry,
  fillOldestFirst,
  leftOf,
  orderByFit,
  proposeAmount,
  toAllocations,
} from './allocate-values.js';
import { AllocatedRow } from './allocated-row.js';
import { Remainder } from './remainder.js';
import { useRowArrows } from './use-row-arrows.js';

/**
 * Allocates the unapplied amount of a payment to open documents. The best matches come first; selecting a document
 * proposes its amount. Arrow keys move between documents, Enter or Space selects one, and Tab moves to its amount.
 */
export function AllocateForm({ payment }: { readonly payment: PaymentDetail }) {
  const { t } = useTranslation();
  const stale = useStale();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const [chosen, setChosen] = useState<readonly OpenItem[]>([]);
  const [edited, setEdited] = useState<ReadonlySet<string>>(new Set());
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
  const { form, sending, summary, submit } = useServerForm(
    { allocations: [] as readonly AllocationEntry[] },
    async ({ allocations }) => {
      await request('POST', '/payments/{id}/allocations', {
        path: { id: payment.id },
        body: { allocations: toAllocations(allocations) },
        idempotencyKey,
      }).finally(() => setKey(crypto.randomUUID()));
      form.setValues({ allocations: [] });
      setChosen([]);
      await stale(...RECEIVABLES);
      toastDone(t('maker:receivables.allocated', { count: allocations.length }));
    },
  );
  const customerId = payment.customer?.id ?? chosen[0]?.customer.id;
  const list = useList('open-items', '/open-items', {
    query: {
      open: true,
      legalEntityId: payment.legalEntity.id,
      customerId,
      search: search === '' ? undefined : search,
    },
  });
  const payable = list.items.filter((item) => !isCredit(item));
  const beside = chosen.filter(({ documentId }) => payable.every((item) => item.documentId !== documentId));
  const items = [...beside, ...orderByFit(payable, payment)];
  const known = new Map(items.map((item) => [item.documentId, item]));
  const entries = form.values.allocations;
  const arrows = useRowArrows();

  const choose = (next: readonly AllocationEntry[]): void => {
    form.clearErrors();
    form.setFieldValue('allocations', next);
    setChosen(next.flatMap(({ documentId }) => known.get(documentId) ?? []));
  };
  const toggle = (item: OpenItem): void => {
    const others = entries.filter(({ documentId }) => documentId !== item.documentId);
    setEdited(new Set([...edited].filter((id) => id !== item.documentId)));
    if (others.length < entries.length) return choose(others);
    const entry = emptyEntry(item.documentId);
    const left = leftOf(payment, others, known);
    choose([...others, { ...entry, amount: proposeAmount(item, entry, payment, left) }]);
  };
  const edit = (index: number, item: OpenItem, change: Partial<AllocationEntry>): void => {
    const next = { ...entries[index]!, ...change };
    if ('amount' in change) setEdited(new Set([...edited, item.documentId]));
    // A proposed amount follows the deductions; a typed one stays.
    else if (!('paymentAmount' in change) && !edited.has(item.documentId)) {
      const others = entries.filter((_, other) => other !== index);
      next.amount = proposeAmount(item, next, payment, leftOf(payment, others, known));
    }
    for (const field of Object.keys(change)) form.clearFieldError(`allocations.${index}.${field}`);
    form.setFieldValue('allocations', entries.with(index, next));
  };
  const left = leftOf(payment, entries, known);
  const isEmpty = !list.waiting && items.length === 0;

  return (
    <Section
      flush
      title={t('maker:receivables.allocate')}
      aside={payment.customer?.name ?? t('maker:receivables.chooseShowsCustomer')}
    >
      <form onSubmit={submit} noValidate aria-label={t('maker:receivables.allocate')}>
        <div className={classes.summary}>
          <FormSummary summary={summary} lead={t('maker:receivables.notAllocated')} />
        </div>
        <div className={classes.tools} role="search">
          <TextInput
            className={classes.search}
            type="search"
            size="xs"
            leftSection={<IconSearch size={14} stroke={1.75} />}
            aria-label={t('maker:receivables.searchItems')}
            placeholder={t('maker:receivables.searchItems')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            // Enter searches instead of submitting the form.
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          />
          {customerId === undefined || payable.length < 2 ? null : (
            <Button variant="default" size="xs" onClick={() => choose(fillOldestFirst(payable, payment))}>
              {t('maker:receivables.oldestFirst')}
            </Button>
          )}
        </div>
        {list.query.isLoadingError ? (
          <ErrorState error={list.query.error} onRetry={() => void list.query.refetch()} />
        ) : list.waiting ? (
          <SkeletonRows rows={4} />
        ) : isEmpty ? (
          <EmptyState icon={IconFileInvoice} title={t('maker:receivables.nothingToPay')}>
            {t('maker:receivables.nothingToPayWhy')}
          </EmptyState>
        ) : (
          <>
            <ul
              className={classes.list}
              aria-label={t('maker:receivables.tab.items')}
              ref={arrows.list}
              onKeyDown={arrows.onKeyDown}
            >
              {items.map((item) => {
                const index = entries.findIndex(({ documentId }) => documentId === item.documentId);
                return (
                  <AllocatedRow
                    key={item.documentId}
                    item={item}
                    payment={payment}
                    withCustomer={payment.customer === null}
                    entry={entries[index]}
                    errorOf={(field) => form.errors[`allocations.${index}.${field}`]}
                    onToggle={() => toggle(item)}
                    onEdit={(change) => edit(index, item, change)}
                  />
                );
              })}
            </ul>
            <LoadMore query={list.query} />
          </>
        )}
        {isEmpty ? null : (
          <div className={classes.foot}>
            <Remainder payment={payment} left={left} />
            <Button type="submit" loading={sending} disabled={entries.length === 0}>
              {entries.length === 0
                ? t('maker:receivables.allocateVerb')
                : t('maker:receivables.allocateCount', { count: entries.length })}
            </Button>
          </div>
        )}
        {isEmpty ? null : <p className={classes.hint}>{t('maker:receivables.keys')}</p>}
      </form>
    </Section>
  );
}
