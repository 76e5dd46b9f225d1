import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { HistoryImportList } from '../../../features/history/import/history-import-list.js';
import { FlowTab } from '../../../features/telemetry/flow/flow-tab.js';
import { QuarantineList } from '../../../features/telemetry/quarantine/quarantine-list.js';
import { UnknownSignalList } from '../../../features/telemetry/signals/unknown-signal-list.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { chosenTab, useUrlFilters } from '../../../ui/tables/use-url-filters.js';

/** Telemetry: data flow, quarantined messages, unknown signals, and imports of historical files. */
export function TelemetryPage() {
  const { t } = useTranslation();
  const [filters, change] = useUrlFilters();
  return (
    <div>
      <PageHeader title={t('app:rail.telemetry')} aside={t('maker:telemetry.aside')} />
      <Tabs
        value={chosenTab(['flow', 'quarantine', 'signals', 'imports'], filters['tab'])}
        keepMounted={false}
        onChange={(value) => change({ tab: value ?? undefined, entry: undefined, reason: undefined })}
      >
        <Tabs.List px="var(--page-padding)">
          <Tabs.Tab value="flow">{t('maker:flow.tab')}</Tabs.Tab>
          <Tabs.Tab value="quarantine">{t('maker:telemetry.quarantine')}</Tabs.Tab>
          <Tabs.Tab value="signals">{t('maker:telemetry.signals')}</Tabs.Tab>
          <Tabs.Tab value="imports">{t('maker:history.title')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="flow">
          <FlowTab />
        </Tabs.Panel>
        <Tabs.Panel value="quarantine">
          <QuarantineList />
        </Tabs.Panel>
        <Tabs.Panel value="signals">
          <UnknownSignalList />
        </Tabs.Panel>
        <Tabs.Panel value="imports">
          <HistoryImportList />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
