import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { Section } from '../../ui/layout/section.js';

interface QuerySectionProps<Answer> {
  readonly title: string;
  readonly what: string;
  readonly action?: ReactNode;
  readonly query: UseQueryResult<Answer>;
  /** Number of skeleton rows while loading. */
  readonly rows: number;
  /** Content above the table, such as the error of an action. */
  readonly lead?: ReactNode;
  readonly table: (answer: Answer) => ReactNode;
  /** The open dialog. */
  readonly children?: ReactNode;
}

/** A section with a table of loaded data, or the error if they could not be loaded. */
export function QuerySection<Answer>({
  title,
  what,
  action,
  query,
  rows,
  lead,
  table,
  children,
}: QuerySectionProps<Answer>) {
  return (
    <Section title={title} aside={what} action={action} flush>
      {lead}
      {query.isLoadingError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <SkeletonRows rows={rows} />
      ) : (
        table(query.data)
      )}
      {children}
    </Section>
  );
}
