import { Button } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewAllocation, PaymentDetail } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { toAllocations } from '../../receivables/allocate/allocate-values.js';
import { amountOf } from '../../receivables/amounts.js';
import { AllocationRow } from './allocation-row.js';
import classes from './by-hand.module.css';
import { DocumentSearch } from './document-search.js';
import { canSend, type DraftRow, restOf, rowOf } from './draft-rows.js';

interface ByHandFormProps {
  readonly payment: PaymentDetail;
  /** Rows of the suggestion that is edited; empty to begin without one. */
  readonly initialRows: readonly DraftRow[];
  readonly initialCustomerId: string | undefined;
  readonly busy: boolean;
  readonly onSend: (allocations: readonly NewAllocation[]) => void;
  readonly onClose: () => void;
}

/** Form that allocates a payment to open documents of one customer, selected by the user. */
export function ByHandForm(props: ByHandFormProps) {
  const { payment, initialRows, initialCustomerId, busy, onSend, onClose } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { unapplied } = payment;
  const [rows, setRows] = useState(initialRows);
  const [customerId, setCustomerId] = useState(initialCustomerId);
  const rest = restOf(rows, payment);
  const isExceeded = rest < 0n || undefined;
  const isReady = canSend(rows, payment);
  const change = (id: string, part: Partial<DraftRow>): void =>
    setRows((before) => before.map((row) => (row.documentId === id ? { ...row, ...part } : row)));
  const remove = (id: string): void => {
    const left = rows.filter(({ documentId }) => documentId !== id);
    setRows(left);
    if (left.length === 0) setCustomerId(payment.customer?.id);
  };
  const send = (): void => {
    if (isReady && !busy) onSend(toAllocations(rows));
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  };
  return (
    <form
      className={classes.form}
      onKeyDown={press}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {rows.length === 0 ? null : (
        <ul>
          {rows.map((row) => (
            <AllocationRow
              key={row.documentId}
              row={row}
              currency={unapplied.currency}
              onChange={(part) => change(row.documentId, part)}
              onRemove={() => remove(row.documentId)}
            />
          ))}
        </ul>
      )}
      <DocumentSearch
        legalEntityId={payment.legalEntity.id}
        customerId={customerId}
        chosenIds={rows.map(({ documentId }) => documentId)}
        onChoose={(item) => {
          setRows([...rows, rowOf(item, payment, rows)]);
          setCustomerId(item.customer.id);
        }}
      />
      <div className={classes.foot}>
        <Button type="submit" disabled={!isReady} loading={busy}>
          {t('maker:matching.use')} <kbd className={classes.key}>{t('maker:matching.keys.submit')}</kbd>
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')} <kbd className={classes.key}>Esc</kbd>
        </Button>
        <p className={classes.left} role="status" data-wrong={isExceeded}>
          {t(isExceeded ? 'maker:matching.overUsed' : 'maker:matching.restOf', {
            rest: format.money(
              amountOf(isExceeded ? -rest : rest, unapplied.currency).amount,
              unapplied.currency,
            ),
            payment: format.money(unapplied.amount, unapplied.currency),
          })}
        </p>
      </div>
    </form>
  );
}
