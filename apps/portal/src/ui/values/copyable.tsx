import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './copyable.module.css';

interface CopyableProps {
  /** Name of the value, for the button's accessible name. */
  readonly name: string;
  readonly value: string;
  /** The value as it is shown, if it differs from the copied one. */
  readonly shown?: string;
}

/** A value that people paste elsewhere, with a button that copies it. */
export function Copyable({ name, value, shown = value }: CopyableProps) {
  const { t } = useTranslation();
  return (
    <span className={classes.copyable}>
      <span className={classes.value}>{shown}</span>
      <CopyButton value={value}>
        {({ copied, copy }) => {
          const verb = t(copied ? 'action.copied' : 'action.copy');
          return (
            <Tooltip label={verb}>
              <ActionIcon variant="subtle" size="sm" aria-label={`${verb}: ${name}`} onClick={copy}>
                {copied ? <IconCheck size={14} stroke={1.75} /> : <IconCopy size={14} stroke={1.75} />}
              </ActionIcon>
            </Tooltip>
          );
        }}
      </CopyButton>
    </span>
  );
}
