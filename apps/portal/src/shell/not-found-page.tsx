import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/feedback/empty-state.js';

/** An address without a page, or a thing that the reader may not see: the same words for both. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <EmptyState
      isPage
      icon={IconMapQuestion}
      title={t('app:notFound.title')}
      actions={
        <>
          <Button component={Link} to="/">
            {t('app:notFound.home')}
          </Button>
          <Button variant="default" onClick={() => window.history.back()}>
            {t('app:notFound.back')}
          </Button>
        </>
      }
    >
      {t('app:notFound.why')}
    </EmptyState>
  );
}
