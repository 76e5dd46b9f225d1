import { Button, Tabs } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { CustomerList } from '../../../features/registry/customer-list.js';
import { ModelList } from '../../../features/registry/models/model-list.js';
import { SiteList } from '../../../features/registry/site-list.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { chosenTab, useUrlFilters } from '../../../ui/tables/use-url-filters.js';

const TABS = ['customers', 'sites', 'models'] as const;

/** The maker's customers, their sites, and the models with their signals. */
export function RegistryPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [filters, change] = useUrlFilters();
  const tab = chosenTab(TABS, filters['tab']);
  return (
    <div>
      <PageHeader
        title={t('app:rail.registry')}
        aside={t('maker:registry.aside')}
        actions={
          may('registry.write') ? (
            <Button
              component={Link}
              to="/import"
              variant="default"
              leftSection={<IconUpload size={16} stroke={1.75} />}
            >
              {t('maker:fleet.import')}
            </Button>
          ) : undefined
        }
      />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) =>
          change({ tab: value === 'customers' || value === null ? undefined : value, id: undefined })
        }
      >
        <Tabs.List px="var(--page-padding)">
          {TABS.map((key) => (
            <Tabs.Tab key={key} value={key}>
              {t(`maker:registry.tab.${key}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="customers">
          <CustomerList />
        </Tabs.Panel>
        <Tabs.Panel value="sites">
          <SiteList />
        </Tabs.Panel>
        <Tabs.Panel value="models">
          <ModelList />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
