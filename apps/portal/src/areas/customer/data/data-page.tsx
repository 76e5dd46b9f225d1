import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { ExportJobList } from '../../../features/exports/jobs/export-job-list.js';
import { ExportList } from '../../../features/exports/schedules/export-list.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { Section } from '../../../ui/layout/section.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { ContractList } from './contract-list.js';
import { ExportForm } from './export-form.js';
import { KitList } from './kit-list.js';

/** The plant's data exports, service kits and contracts. */
export function DataPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [filters, change] = useUrlFilters();
  const tabs = [
    ...(may('export.read')
      ? [
          {
            key: 'readings',
            panel: (
              <>
                <Section title={t('customer:export.title')} aside={t('customer:export.yours')}>
                  <ExportForm />
                </Section>
                <ExportJobList />
              </>
            ),
          },
          { key: 'exports', panel: <ExportList /> },
        ]
      : []),
    ...(may('parts.read') ? [{ key: 'kits', panel: <KitList /> }] : []),
    ...(may('contracts.read') ? [{ key: 'contracts', panel: <ContractList /> }] : []),
  ];
  const tab = tabs.find(({ key }) => key === filters['tab'])?.key ?? tabs[0]?.key ?? null;
  return (
    <div>
      <PageHeader title={t('customer:nav.data')} />
      <Tabs
        value={tab}
        onChange={(value) =>
          change({ tab: value === tabs[0]?.key || value === null ? undefined : value, export: undefined })
        }
        keepMounted={false}
      >
        <Tabs.List px="var(--page-padding)">
          {tabs.map(({ key }) => (
            <Tabs.Tab key={key} value={key}>
              {t(`customer:data.tab.${key}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ key, panel }) => (
          <Tabs.Panel key={key} value={key}>
            {panel}
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}
