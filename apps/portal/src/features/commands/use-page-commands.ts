import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import type { Command } from './command.js';
import { PAGE_ACTIONS, SETTINGS_ICON, SETTINGS_PAGES } from './page-commands.js';

/** A page of the navigation, with its translated name. */
export type PageOfArea = Pick<Command, 'icon' | 'label' | 'href'>;

/**
 * Returns the pages and actions that the user has the permission for.
 * @param pages pages of the area's navigation
 */
export function usePageCommands(pages: readonly PageOfArea[]): Command[] {
  const { t } = useTranslation();
  const may = useMay();
  const settings = t('app:rail.settings');
  return [
    ...PAGE_ACTIONS.filter(({ permission }) => may(permission)).map(({ label, icon, href }) => ({
      key: `action ${href}`,
      group: 'action' as const,
      icon,
      label: t(label),
      href,
    })),
    ...pages.map((page) => ({ ...page, key: `page ${page.href}`, group: 'page' as const })),
    ...SETTINGS_PAGES.filter(({ permission }) => permission === undefined || may(permission)).map(
      ({ tab }) => ({
        key: `page settings ${tab}`,
        group: 'page' as const,
        icon: SETTINGS_ICON,
        label: t(`maker:settings.tab.${tab}`),
        detail: settings,
        href: `/settings?tab=${tab}`,
      }),
    ),
  ];
}
