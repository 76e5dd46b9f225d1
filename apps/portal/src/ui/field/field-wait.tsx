import type { UseQueryResult } from '@tanstack/react-query';
import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../feedback/empty-state.js';
import { ErrorState } from '../feedback/error-state.js';
import { SkeletonRows } from '../feedback/skeleton.js';

interface FieldWaitProps {
  readonly query: Pick<UseQueryResult<unknown>, 'isError' | 'error' | 'fetchStatus' | 'refetch'>;
  readonly rows?: number;
}

/** Replaces a missing response: a skeleton, the error, or a note that the phone is offline. */
export function FieldWait({ query, rows = 4 }: FieldWaitProps) {
  const { t } = useTranslation();
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.fetchStatus === 'paused') {
    return (
      <EmptyState icon={IconCloudOff} title={t('technician:offline.title')}>
        {t('technician:offline.why')}
      </EmptyState>
    );
  }
  return <SkeletonRows rows={rows} cells={[18, 60]} />;
}
