import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './detail-panel.module.css';

interface DetailPanelProps {
  /** The claim, in a sentence or a name. */
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Buttons, fixed at the foot. */
  readonly foot?: ReactNode;
  readonly onClose?: () => void;
}

/** The panel at the right; below 1200 px it covers the content, so it always brings its own way out, Escape among them. */
export function DetailPanel({ title, aside, children, foot, onClose }: DetailPanelProps) {
  const { t } = useTranslation();
  useEffect(() => {
    if (onClose === undefined) return undefined;
    // A dialog over the panel, a menu or a field with an Escape of its own comes first.
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
