import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.js';
import { chosenTab, useUrlFilters } from '../../ui/use-url-filters.js';
import { HistoryImportList } from '../history-import/history-import-list.js';
import { FlowTab } from '../telemetry/flow/flow-tab.js';
import { QuarantineList } from '../telemetry/quarantine-list.js';
import { UnknownSignalList } from '../telemetry/unknown-signal-list.js';

/** Whether data flows, and what could not be taken as it was: messages in quarantine, signals nobody has named; and files of the past. */
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
