import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { Maker } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { useFormat } from '../../format/use-format.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { AmountField } from '../../ui/forms/entry/number-field.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { Section } from '../../ui/layout/section.js';
import { DataTable } from '../../ui/tables/data-table.js';

type Limit = Maker['fourEyes'][number];

/** Amounts above which two people must approve, by legal entity. */
export function FourEyesSection() {
  const { t } = useTranslation();
  const format = useFormat();
  const [edited, setEdited] = useState<Limit>();
  const maker = useOne('maker', '/maker');
  if (maker.data === undefined) return null;
  return (
    <Section title={t('maker:books.fourEyes')} aside={t('maker:books.fourEyesWhat')} flush>
      <DataTable<Limit>
        label={t('maker:books.fourEyes')}
        rowKey={(row) => row.legalEntityId}
        rows={maker.data.fourEyes}
        onOpen={setEdited}
        columns={[
          {
            key: 'name',
            header: t('maker:books.legalEntity'),
            width: 'minmax(180px, 1fr)',
            phone: 'title',
            cell: (row) => row.name,
          },
          {
            key: 'limit',
            header: t('maker:books.limit'),
            width: '240px',
            numeric: true,
            phone: 'side',
            cell: ({ limit, currency }) =>
              limit === null ? t('maker:books.noLimit') : format.money(limit, currency),
          },
        ]}
        empty={
          <EmptyState icon={IconUsers} title={t('maker:books.noEntities')}>
            {t('maker:books.noEntitiesWhy')}
          </EmptyState>
        }
      />
      {edited ? (
        <LimitDialog maker={maker.data} edited={edited} onClose={() => setEdited(undefined)} />
      ) : null}
    </Section>
  );
}

interface LimitDialogProps {
  readonly maker: Maker;
  readonly edited: Limit;
  readonly onClose: () => void;
}

function LimitDialog({ maker, edited, onClose }: LimitDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const { legalEntityId, name, currency } = edited;
  const { form, sending, summary, submit } = useServerForm(
    { fourEyes: [{ legalEntityId, limit: edited.limit ?? '' }] },
    async ({ fourEyes }) => {
      const limits = fourEyes.map(({ limit, ...of }) => ({ ...of, limit: limit.trim() || null }));
      await request('PATCH', '/maker', { body: { fourEyes: limits }, ifMatch: maker.version });
      await stale('maker');
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:books.limitOf', { name })}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <AmountField
        label={t('maker:books.limit')}
        description={t('maker:books.limitHint')}
        currency={currency}
        min={0}
        data-autofocus
        {...form.getInputProps('fourEyes.0.limit')}
      />
    </FormDialog>
  );
}
