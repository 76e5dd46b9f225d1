import { Button } from '@mantine/core';
import { IconChevronDown, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FindingList } from '../checks/finding-list.js';
import type { Finding } from '../checks/draft-findings.js';
import classes from './clause.module.css';

interface ClauseProps {
  /** Last part of the clause's ID, which the checklist and links refer to. */
  readonly name: string;
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** Fields that are rarely used. They are shown on demand or if one of them has an error. */
  readonly more?: ReactNode;
  readonly moreLabel?: string;
  readonly hasMoreErrors?: boolean;
  /** Called when the additional fields are shown or hidden. */
  readonly onMore?: (isOpen: boolean) => void;
  /** Starts with the additional fields shown, as in a clause that was just added. */
  readonly startsOpen?: boolean;
  readonly findings?: readonly Finding[];
  readonly removeLabel?: string;
  readonly onRemove?: () => void;
}

export const clauseId = (name: string): string => `clause-${name}`;

/** A clause of a contract: its title, its sentences, additional fields on demand, and its findings. */
export function Clause({
  name,
  title,
  children,
  more,
  moreLabel,
  hasMoreErrors = false,
  onMore,
  startsOpen = false,
  findings = [],
  removeLabel,
  onRemove,
}: ClauseProps) {
  const { t } = useTranslation();
  const [isOpened, setOpened] = useState(startsOpen);
  const panelId = useId();
  const isOpen = isOpened || hasMoreErrors;
  return (
    <li
      id={clauseId(name)}
      className={classes.clause}
      data-blocked={findings.some(({ isBlocking }) => isBlocking) || undefined}
    >
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.words}>
        {children}
        <FindingList findings={findings} />
        <div className={classes.tools}>
          {more === undefined ? null : (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-expanded={isOpen}
              aria-controls={panelId}
              rightSection={
                <IconChevronDown
                  size={14}
                  stroke={1.75}
                  data-open={isOpen || undefined}
                  className={classes.chevron}
                />
              }
              onClick={() => {
                setOpened(!isOpen);
                onMore?.(!isOpen);
              }}
            >
              {moreLabel ?? t('maker:contractEditor.more')}
            </Button>
          )}
          {onRemove === undefined ? null : (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconTrash size={14} stroke={1.75} />}
              onClick={onRemove}
            >
              {removeLabel ?? t('maker:contractEditor.removeClause')}
            </Button>
          )}
        </div>
        {isOpen && more !== undefined ? (
          <div id={panelId} className={classes.more}>
            {more}
          </div>
        ) : null}
      </div>
    </li>
  );
}
