import { Menu } from '@mantine/core';
import { IconBook, IconKeyboard, IconListCheck, IconRoute } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Anchor } from '../../../ui/floating/anchor.js';
import { type Floating, useFloatingProps } from '../../../ui/floating/use-floating-button.js';
import { useSetupChecklist } from '../today/use-setup-checklist.js';
import { useTour } from '../tour/use-tour.js';

interface HelpItemsProps {
  readonly floating: Floating;
  readonly onShortcuts: () => void;
}

/** Help: the documentation, keyboard shortcuts, the tour of the demo world, and the setup checklist if it is hidden. */
export function HelpItems({ floating, onShortcuts }: HelpItemsProps) {
  const props = useFloatingProps(floating);
  const { t } = useTranslation();
  const navigate = useNavigate();
  const tour = useTour();
  const checklist = useSetupChecklist();
  const showChecklist = (): void => {
    checklist.show();
    void navigate({ to: '/today' });
  };
  return (
    <Menu {...props} position="bottom-end" width={240}>
      <Menu.Target>
        <Anchor target={floating.button} />
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
