import { useTranslation } from 'react-i18next';
import { useMay, useSession } from '../../api/session.js';
import type { Hub, LegalEntity, Page } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useLocalised } from '../../i18n/localised.js';
import { useFormat } from '../../format/use-format.js';
import { DataTable } from '../../ui/data-table.js';
import { ErrorState } from '../../ui/error-state.js';
import { Section } from '../../ui/section.js';
import { SkeletonRows } from '../../ui/skeleton.js';
import { PartnerSection } from './partner-section.js';

/** The maker, its hubs and the legal entities that send invoices. */
export function OrganisationTab() {
  const { t } = useTranslation();
  const format = useFormat();
  const { maker } = useSession();
  const may = useMay();
  const localised = useLocalised();
  const hubs = useOne<Page<Hub>>('hubs', '/hubs');
  const entities = useOne<Page<LegalEntity>>('legal-entities', '/legal-entities');
  return (
    <>
      <Section title={localised(maker.nameI18n) || maker.name} aside={maker.zone}>
        {null}
      </Section>
      <Section title={t('maker:settings.hubs')} flush>
        {hubs.isLoadingError ? (
          <ErrorState error={hubs.error} onRetry={() => void hubs.refetch()} />
        ) : hubs.data === undefined ? (
          <SkeletonRows rows={3} />
        ) : (
          <DataTable<Hub>
            label={t('maker:settings.hubs')}
            rowKey={(row) => row.id}
            rows={hubs.data.items}
            columns={[
              {
                key: 'code',
                header: t('maker:registry.code'),
                width: '90px',
                phone: 'lead',
                cell: (row) => <b>{row.code}</b>,
              },
              {
                key: 'name',
                header: t('maker:registry.name'),
                width: 'minmax(200px, 1.4fr)',
                phone: 'title',
                cell: (row) => row.name,
              },
              {
                key: 'zone',
                header: t('maker:contracts.zone'),
                width: '180px',
                phone: 'second',
                cell: (row) => row.zone,
              },
              {
                key: 'hours',
                header: t('maker:settings.hours'),
                width: '140px',
                phone: 'third',
                cell: (row) => (row.hours === null ? '—' : `${row.hours.open}–${row.hours.close}`),
              },
              {
                key: 'languages',
                header: t('maker:registry.language'),
                width: '120px',
                cell: (row) => row.languages.map(format.language).join(', '),
              },
              { key: 'entity', header: t('maker:contracts.entity'), cell: (row) => row.legalEntity.name },
            ]}
          />
        )}
      </Section>
      {may('registry.write') || may('users.write') ? <PartnerSection /> : null}
      {entities.data === undefined ? null : (
        <Section title={t('maker:settings.entities')} flush>
          <DataTable<LegalEntity>
            label={t('maker:settings.entities')}
            rowKey={(row) => row.id}
            rows={entities.data.items}
            columns={[
              {
                key: 'name',
                header: t('maker:registry.name'),
                width: 'minmax(220px, 1fr)',
                phone: 'title',
                cell: (row) => <b>{row.name}</b>,
              },
              {
                key: 'currency',
                header: t('maker:contracts.currency'),
                width: '120px',
                phone: 'side',
                cell: (row) => row.currency,
              },
            ]}
          />
        </Section>
      )}
    </>
  );
}
