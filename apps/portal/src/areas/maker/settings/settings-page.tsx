import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { AccountingTab } from '../../../features/accounting/accounting-tab.js';
import { AuthorityList } from '../../../features/devices/authorities/authority-list.js';
import { EscalationSettings } from '../../../features/notifications/escalation/escalation-settings.js';
import { MailLog } from '../../../features/notifications/mail-log.js';
import { NotificationSettings } from '../../../features/notifications/notification-settings.js';
import { WebhookList } from '../../../features/notifications/webhook-list.js';
import { AuditList } from '../../../features/organization/audit-list.js';
import { OrganizationTab } from '../../../features/organization/organization-tab.js';
import { ApiKeyList } from '../../../features/organization/people/api-key-list.js';
import { MemberList } from '../../../features/organization/people/member-list.js';
import { ProfileTab } from '../../../features/organization/people/profile-tab.js';
import { RetentionTab } from '../../../features/retention/retention-tab.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { chosenTab, useUrlFilters } from '../../../ui/tables/use-url-filters.js';

/**
 * The user's own profile and notifications, the organization and, depending on permissions, people, API keys,
 * escalation, webhooks, certificate authorities, retention, accounting, sent messages and the audit trail.
 */
export function SettingsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [filters, change] = useUrlFilters();
  const tabs = [
    { key: 'profile', panel: <ProfileTab /> },
    { key: 'notifications', panel: <NotificationSettings /> },
    ...(may('users.write') ? [{ key: 'users', panel: <MemberList /> }] : []),
    ...(may('api_keys.write') ? [{ key: 'keys', panel: <ApiKeyList /> }] : []),
    ...(may('notifications.write') ? [{ key: 'escalation', panel: <EscalationSettings /> }] : []),
    ...(may('notifications.write') ? [{ key: 'webhooks', panel: <WebhookList /> }] : []),
    ...(may('devices.write') ? [{ key: 'certificates', panel: <AuthorityList /> }] : []),
    ...(may('telemetry.inspect') ? [{ key: 'retention', panel: <RetentionTab /> }] : []),
    { key: 'organization', panel: <OrganizationTab /> },
    ...(may('accounting.read') ? [{ key: 'books', panel: <AccountingTab /> }] : []),
    ...(may('audit.read') ? [{ key: 'mails', panel: <MailLog path="/notification-deliveries" /> }] : []),
    ...(may('audit.read') ? [{ key: 'audit', panel: <AuditList /> }] : []),
  ];
  return (
    <div>
      <PageHeader title={t('app:rail.settings')} />
      <Tabs
        value={chosenTab(
          tabs.map((tab) => tab.key),
          filters['tab'],
        )}
        keepMounted={false}
        onChange={(value) => change({ tab: value ?? undefined })}
      >
        <Tabs.List px="var(--page-padding)">
          {tabs.map((tab) => (
            <Tabs.Tab key={tab.key} value={tab.key}>
              {t(`maker:settings.tab.${tab.key}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((tab) => (
          <Tabs.Panel key={tab.key} value={tab.key}>
            {tab.panel}
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}
