import {
  IconBuilding,
  IconEngine,
  IconFileText,
  IconPlayerPlay,
  IconRouter,
  IconSettings,
  IconUserPlus,
  type Icon,
} from '@tabler/icons-react';

interface PageAction {
  /** Translation key of its text, which is also the text of the button on the page. */
  readonly label: string;
  readonly icon: Icon;
  readonly permission: string;
  /** Path of the page. The parameter `open` names the dialog that the page opens. */
  readonly href: string;
}

/** Actions that the menu offers to users with the permission. Each opens a page, most of them with a dialog. */
export const PAGE_ACTIONS: readonly PageAction[] = [
  {
    label: 'maker:billing.run',
    icon: IconPlayerPlay,
    permission: 'invoices.draft',
    href: '/billing?open=run',
  },
  {
    label: 'maker:contracts.add',
    icon: IconFileText,
    permission: 'contracts.write',
    href: '/contracts/new',
  },
  { label: 'maker:fleet.add', icon: IconEngine, permission: 'registry.write', href: '/fleet?open=add' },
  {
    label: 'maker:registry.addCustomer',
    icon: IconBuilding,
    permission: 'registry.write',
    href: '/registry?open=add',
  },
  { label: 'maker:devices.add', icon: IconRouter, permission: 'devices.write', href: '/devices?open=add' },
  {
    label: 'maker:settings.invite',
    icon: IconUserPlus,
    permission: 'users.write',
    href: '/settings?tab=users&open=add',
  },
];

interface SettingsPageLink {
  /** Tab of the settings. Its label is `maker:settings.tab.<tab>`. */
  readonly tab: string;
  /** Absent for tabs that everyone sees. */
  readonly permission?: string;
}

export const SETTINGS_ICON = IconSettings;

export const SETTINGS_PAGES: readonly SettingsPageLink[] = [
  { tab: 'profile' },
  { tab: 'notifications' },
  { tab: 'users', permission: 'users.write' },
  { tab: 'keys', permission: 'api_keys.write' },
  { tab: 'escalation', permission: 'notifications.write' },
  { tab: 'webhooks', permission: 'notifications.write' },
  { tab: 'certificates', permission: 'devices.write' },
  { tab: 'retention', permission: 'telemetry.inspect' },
  { tab: 'organization' },
  { tab: 'books', permission: 'accounting.read' },
  { tab: 'mails', permission: 'audit.read' },
  { tab: 'audit', permission: 'audit.read' },
];
