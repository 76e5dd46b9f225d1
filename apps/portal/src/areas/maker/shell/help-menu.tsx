import { ActionIcon, Menu } from '@mantine/core';
import { IconBook, IconHelp, IconKeyboard, IconListCheck, IconRoute } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSetupChecklist } from '../today/use-setup-checklist.js';
import { useTour } from '../tour/use-tour.js';

/** Help: the documentation, keyboard shortcuts, the tour of the demo world, and the setup checklist if it is hidden. */
export function HelpMenu({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const tour = useTour();
  const checklist = useSetupChecklist();
  const showChecklist = (): void => {
    checklist.show();
    void navigate({ to: '/today' });
  };
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" aria-label={t('app:help.menu')}>
          <IconHelp size={20} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href="/docs/"
          target="_blank"
          leftSection={<IconBook size={16} stroke={1.75} />}
        >
          {t('app:help.docs')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.75} />} onClick={onShortcuts}>
          {t('app:shortcuts.title')}
        </Menu.Item>
        {tour.isAvailable ? (
          <Menu.Item leftSection={<IconRoute size={16} stroke={1.75} />} onClick={tour.open}>
            {t('app:help.tour')}
          </Menu.Item>
        ) : null}
        {checklist.isHidden ? (
          <Menu.Item leftSection={<IconListCheck size={16} stroke={1.75} />} onClick={showChecklist}>
            {t('app:help.checklist')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
