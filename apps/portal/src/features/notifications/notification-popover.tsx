import { Popover } from '@mantine/core';
import type { List } from '../../api/use-list.js';
import { Anchor } from '../../ui/floating/anchor.js';
import { type Floating, useFloatingProps } from '../../ui/floating/use-floating-button.js';
import classes from './notification-bell.module.css';
import { NotificationPanel } from './notification-panel.js';

interface NotificationPopoverProps {
  readonly floating: Floating;
  readonly notifications: List<'/notifications'>;
  readonly unread: number;
}

/** Panel with the list of notifications below the bell. */
export function NotificationPopover({ floating, notifications, unread }: NotificationPopoverProps) {
  const props = useFloatingProps(floating);
  return (
    <Popover {...props} position="bottom-end" width={400} trapFocus returnFocus>
      <Popover.Target>
        <Anchor target={floating.button} />
      </Popover.Target>
      <Popover.Dropdown p={0} className={classes.panel}>
        <NotificationPanel
          notifications={notifications}
          unread={unread}
          onClose={() => floating.onChange(false)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
