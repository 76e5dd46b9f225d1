import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/feedback/empty-state.js';
import { usePageTitle } from '../ui/layout/use-page-title.js';

/** Page not found, or access denied; the text does not reveal which. */
export function NotFoundPage() {
  const { t } = useTranslation();
  usePageTitle(t('app:notFound.title'));
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
