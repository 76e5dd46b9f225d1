import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useSession } from '../../api/session.js';
import type { Hub, LegalEntity, OfferedPlan } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useFormat } from '../../format/use-format.js';
import { useLocalised } from '../../i18n/localised.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { Section } from '../../ui/layout/section.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { useOpenByLink } from '../../ui/tables/use-open-by-link.js';
import { PlanDialog } from '../plans/plan-dialog.js';
import { DocumentBrandSection } from './document-brand-section.js';
import { EditLegalEntityDialog } from './edit-legal-entity-dialog.js';
import { HubDialog } from './hub-dialog.js';
import { NewLegalEntity } from './legal-entity-dialog.js';
import { PartnerSection } from './partner-section.js';

/** The maker, its hubs, partners, legal entities and plans, and the appearance of its documents. */
export function OrganizationTab() {
  const { t } = useTranslation();
  const may = useMay();
  const format = useFormat();
  const { maker } = useSession();
  const localised = useLocalised();
  const hubs = useOne('hubs', '/hubs');
  const entities = useOne('legal-entities', '/legal-entities', {
    enabled: may('contracts.read'),
  });
  const plans = useOne('plans', '/plans', {
    query: { archived: true },
    enabled: may('contracts.read'),
  });
  const [changing, setChanging] = useState<LegalEntity>();
  const [planned, setPlanned] = useState<OfferedPlan>();
  const [isAddingHub, setAddingHub] = useState(false);
  const newEntity = useOpenByLink('entity');
  const newPlan = useOpenByLink('plan');
  return (
    <>
      <Section title={localised(maker.nameI18n) || maker.name} aside={format.city(maker.zone)}>
        {null}
      </Section>
      <Section
        title={t('maker:settings.hubs')}
        flush
        action={
          may('settings.write') && (entities.data?.items.length ?? 0) > 0 ? (
            <AddButton label={t('maker:settings.addHub')} onAdd={() => setAddingHub(true)} />
          ) : undefined
        }
      >
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
                cell: (row) => format.city(row.zone),
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
        <Section
          title={t('maker:settings.entities')}
          flush
          action={
            may('settings.write') ? (
              <AddButton label={t('maker:settings.addEntity')} onAdd={newEntity.open} />
            ) : undefined
          }
        >
          <DataTable<LegalEntity>
            label={t('maker:settings.entities')}
            rowKey={(row) => row.id}
            rows={entities.data.items}
            onOpen={may('settings.write') ? setChanging : undefined}
            columns={[
              {
                key: 'name',
                header: t('maker:registry.name'),
                width: 'minmax(220px, 1fr)',
                phone: 'title',
                cell: (row) => <b>{row.name}</b>,
              },
              {
                key: 'address',
                header: t('maker:entity.address'),
                width: 'minmax(220px, 1fr)',
                phone: 'second',
                cell: (row) =>
                  [row.street, [row.postalCode, row.city].filter(Boolean).join(' ')]
                    .filter(Boolean)
                    .join(', '),
              },
              {
                key: 'series',
                header: t('maker:entity.series'),
                width: '130px',
                cell: (row) => row.seriesPrefix,
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
      {may('settings.write') ? <DocumentBrandSection /> : null}
      {plans.data === undefined ? null : (
        <Section
          title={t('maker:settings.plans')}
          flush
          action={
            may('contracts.write') ? (
              <AddButton label={t('maker:settings.addPlan')} onAdd={newPlan.open} />
            ) : undefined
          }
        >
          <DataTable<OfferedPlan>
            label={t('maker:settings.plans')}
            rowKey={(row) => row.id}
            rows={[...plans.data.items].sort(
              (a, b) => Number(a.archivedAt !== null) - Number(b.archivedAt !== null),
            )}
            onOpen={may('contracts.write') ? setPlanned : undefined}
            columns={[
              {
                key: 'code',
                header: t('maker:registry.code'),
                width: '160px',
                phone: 'title',
                cell: (row) => <b>{row.code}</b>,
              },
              {
                key: 'name',
                header: t('maker:registry.name'),
                width: 'minmax(200px, 1fr)',
                phone: 'second',
                cell: (row) => localised(row.name),
              },
              {
                key: 'structure',
                header: t('maker:settings.structure'),
                width: 'minmax(200px, 1fr)',
                phone: 'third',
                cell: (row) => t(`maker:structure.${row.structure}`, row.structure),
              },
              {
                key: 'archived',
                header: t('maker:alarms.state'),
                width: '180px',
                phone: 'side',
                cell: (row) =>
                  row.archivedAt === null
                    ? t('maker:settings.planOffered')
                    : t('maker:settings.planArchived'),
              },
            ]}
          />
        </Section>
      )}
      {isAddingHub ? (
        <HubDialog entities={entities.data?.items ?? []} onClose={() => setAddingHub(false)} />
      ) : null}
      {newEntity.isOpen && may('settings.write') && entities.data !== undefined ? (
        <NewLegalEntity isFirst={entities.data.items.length === 0} onClose={newEntity.close} />
      ) : null}
      {changing === undefined ? null : (
        <EditLegalEntityDialog entity={changing} onClose={() => setChanging(undefined)} />
      )}
      {planned === undefined ? null : <PlanDialog plan={planned} onClose={() => setPlanned(undefined)} />}
      {newPlan.isOpen && may('contracts.write') ? <PlanDialog onClose={newPlan.close} /> : null}
    </>
  );
}

function AddButton({ label, onAdd }: { readonly label: string; readonly onAdd: () => void }) {
  return (
    <Button size="xs" variant="default" leftSection={<IconPlus size={14} stroke={1.75} />} onClick={onAdd}>
      {label}
    </Button>
  );
}
