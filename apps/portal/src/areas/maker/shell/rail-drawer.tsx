import { Drawer } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { MakerRail } from './maker-rail.js';
import classes from './maker-shell.module.css';

interface RailDrawerProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Navigation of the console on narrow screens. */
export function RailDrawer({ isOpen, onClose }: RailDrawerProps) {
  const { t } = useTranslation();
  // The component kit animates only changes, and remembers the focus only when the drawer opens.
  const isMounted = useMounted();
  return (
    <Drawer
      opened={isOpen && isMounted}
      onClose={onClose}
      size={260}
      padding={0}
      withCloseButton={false}
      attributes={{ content: { 'aria-label': t('app:rail.label') } }}
      classNames={{ body: classes.drawer }}
    >
      <MakerRail onFollow={onClose} />
    </Drawer>
  );
}
