import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import { request } from '../../api/transport.js';
import type { DebitCreditor, LegalEntity } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { NumberField } from '../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { Section } from '../../ui/layout/section.js';
import { DataTable } from '../../ui/tables/data-table.js';

/** Notice that the SEPA rulebooks require unless something else is agreed. */
const USUAL_NOTICE = '14';

/** Creditor identifiers with which legal entities collect by direct debit. */
export function DebitCreditorSection({ entities }: { readonly entities: readonly LegalEntity[] }) {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, setEditing] = useState<LegalEntity>();
  const creditors = useOne('debit-creditors', '/debit-creditors').data?.items;
  if (creditors === undefined) return null;
  const creditorOf = (id: string) => creditors.find(({ legalEntityId }) => legalEntityId === id);
  return (
    <Section flush title={t('maker:debit.creditor')}>
      <DataTable<LegalEntity>
        label={t('maker:debit.creditor')}
        rowKey={({ id }) => id}
        rows={entities}
        onOpen={may('accounting.write') ? setEditing : undefined}
        columns={[
          {
            key: 'entity',
            header: t('maker:debit.legalEntity'),
            width: 'minmax(200px, 1.2fr)',
            phone: 'title',
            cell: ({ name }) => name,
          },
          {
            key: 'creditor',
            header: t('maker:debit.creditorId'),
            width: 'minmax(240px, 1.4fr)',
            phone: 'second',
            cell: ({ id }) => creditorOf(id)?.creditorId ?? t('maker:debit.notSet'),
          },
          {
            key: 'notice',
            header: t('maker:debit.notice'),
            width: '180px',
            numeric: true,
            phone: 'side',
            phoneLabel: t('maker:debit.notice'),
            cell: ({ id }) => creditorOf(id)?.noticeDays ?? '—',
          },
        ]}
      />
      {editing === undefined ? null : (
        <DebitCreditorDialog
          entity={editing}
          creditor={creditorOf(editing.id)}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Section>
  );
}

interface DebitCreditorDialogProps {
  readonly entity: LegalEntity;
  /** Current terms of the legal entity; undefined if there are none yet. */
  readonly creditor: DebitCreditor | undefined;
  readonly onClose: () => void;
}

function DebitCreditorDialog({ entity, creditor, onClose }: DebitCreditorDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    {
      creditorId: creditor?.creditorId ?? '',
      noticeDays: creditor === undefined ? USUAL_NOTICE : String(creditor.noticeDays),
    },
    async ({ creditorId, noticeDays }) => {
      await request('PUT', '/debit-creditors/{legalEntityId}', {
        path: { legalEntityId: entity.id },
        // An empty field is sent as 0, so that the server rejects it at its field.
        body: { creditorId, noticeDays: Number(noticeDays) },
      });
      await stale('debit-creditors');
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:debit.creditorOf', { name: entity.name })}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('maker:debit.creditorId')}
        description={t('maker:debit.creditorIdHint')}
        data-autofocus
        {...form.getInputProps('creditorId')}
      />
      <NumberField
        decimals={0}
        min={1}
        max={90}
        label={t('maker:debit.notice')}
        description={t('maker:debit.noticeHint')}
        {...form.getInputProps('noticeDays')}
      />
    </FormDialog>
  );
}
