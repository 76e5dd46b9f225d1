import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './detail-panel.module.css';

interface DetailPanelProps {
  /** Title of the panel: a statement or a name. */
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Buttons, fixed at the bottom. */
  readonly foot?: ReactNode;
  readonly onClose?: () => void;
}

/**
 * A panel on the right. Below 1200 px it covers the content, so it always has its own close button and closes on
 * Escape.
 */
export function DetailPanel({ title, aside, children, foot, onClose }: DetailPanelProps) {
  const { t } = useTranslation();
  useEffect(() => {
    if (onClose === undefined) return undefined;
    // A dialog above the panel, a menu, and a field with its own Escape handler take precedence.
    const close = (event: KeyboardEvent): void => {
      if (
        event.key === 'Escape' &&
        !event.defaultPrevented &&
        document.querySelector('[role=dialog]') === null
      )
        onClose();
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [onClose]);
  return (
    <aside className={classes.panel} data-closable={onClose === undefined ? undefined : true}>
      <div className={classes.content}>
        <div className={classes.head}>
          <h2 className={classes.title}>{title}</h2>
          {aside === undefined ? null : <span className={classes.aside}>{aside}</span>}
          {onClose === undefined ? null : (
            <ActionIcon variant="subtle" onClick={onClose} aria-label={t('action.close')}>
              <IconX size={16} stroke={1.75} />
            </ActionIcon>
          )}
        </div>
        <div className={classes.body}>{children}</div>
      </div>
      {foot === undefined ? null : <div className={classes.foot}>{foot}</div>}
    </aside>
  );
}
