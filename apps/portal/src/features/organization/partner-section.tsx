import { Button, TextInput } from '@mantine/core';
import { IconBuildingStore, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import { request } from '../../api/transport.js';
import type { Partner } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { Section } from '../../ui/layout/section.js';
import { DataTable } from '../../ui/tables/data-table.js';

/** Dealers and plant groups. Their members have access to the partner's customers. */
export function PartnerSection() {
  const { t } = useTranslation();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const partners = useOne('partners', '/partners');
  if (partners.data === undefined) return null;
  return (
    <Section
      title={t('maker:settings.partners')}
      aside={t('maker:settings.partnersWhat')}
      action={
        may('registry.write') ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} stroke={1.75} />}
            onClick={() => setAdding(true)}
          >
            {t('maker:settings.addPartner')}
          </Button>
        ) : undefined
      }
      flush
    >
      <DataTable<Partner>
        label={t('maker:settings.partners')}
        rowKey={(row) => row.id}
        rows={partners.data.items.filter(({ archivedAt }) => archivedAt === null)}
        columns={[
          {
            key: 'code',
            header: t('maker:registry.code'),
            width: '120px',
            phone: 'lead',
            cell: (row) => <b>{row.code}</b>,
          },
          {
            key: 'name',
            header: t('maker:registry.name'),
            width: 'minmax(200px, 1fr)',
            phone: 'title',
            cell: (row) => row.name,
          },
        ]}
        empty={
          <EmptyState icon={IconBuildingStore} title={t('maker:settings.noPartners')}>
            {t('maker:settings.noPartnersWhy')}
          </EmptyState>
        }
      />
      {adding ? <PartnerDialog onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}

function PartnerDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm({ name: '', code: '' }, async (values) => {
    await request('POST', '/partners', { body: values });
    await stale('partners');
    onClose();
  });
  return (
    <FormDialog
      title={t('maker:settings.addPartner')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t('maker:registry.name')} data-autofocus {...form.getInputProps('name')} />
      <TextInput label={t('maker:registry.code')} {...form.getInputProps('code')} />
    </FormDialog>
  );
}
