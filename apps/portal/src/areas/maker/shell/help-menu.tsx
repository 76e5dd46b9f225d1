import { ActionIcon } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useFloatingButton } from '../../../ui/floating/use-floating-button.js';

/** Loaded when it is opened, so that the first page stays small. */
const HelpItems = lazy(async () => ({ default: (await import('./help-items.js')).HelpItems }));

/** Button that opens the help menu. */
export function HelpMenu({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const { t } = useTranslation();
  const { floating, isNeeded, buttonProps } = useFloatingButton('menu');
  return (
    <>
      <ActionIcon variant="subtle" size="lg" {...buttonProps} aria-label={t('app:help.menu')}>
        <IconHelp size={20} stroke={1.75} aria-hidden />
      </ActionIcon>
      {isNeeded ? (
        <Suspense fallback={null}>
          <HelpItems floating={floating} onShortcuts={onShortcuts} />
        </Suspense>
      ) : null}
    </>
  );
}
