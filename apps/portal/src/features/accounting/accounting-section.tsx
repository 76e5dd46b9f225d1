import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMay } from '../../api/session.js';
import { QuerySection } from './query-section.js';

interface AccountingSectionProps<Answer> {
  readonly title: string;
  readonly what: string;
  readonly query: UseQueryResult<Answer>;
  /** Number of skeleton rows while loading. */
  readonly rows: number;
  /** Label of the "add" button, which is hidden without write permission. */
  readonly add: string;
  readonly onAdd: () => void;
  readonly table: (answer: Answer) => ReactNode;
  /** The open dialog. */
  readonly children: ReactNode;
}

/** A list of accounting settings, with a button to add an entry. */
export function AccountingSection<Answer>({
  title,
  what,
  query,
  rows,
  add,
  onAdd,
  table,
  children,
}: AccountingSectionProps<Answer>) {
  const may = useMay();
  return (
    <QuerySection
      title={title}
      what={what}
      query={query}
      rows={rows}
      table={table}
      action={
        may('accounting.write') ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} stroke={1.75} />}
            onClick={onAdd}
          >
            {add}
          </Button>
        ) : undefined
      }
    >
      {children}
    </QuerySection>
  );
}
