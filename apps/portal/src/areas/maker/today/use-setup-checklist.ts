import { useLocalStorage } from '@mantine/hooks';
import { useMay, useSession } from '../../../api/session.js';

interface SetupChecklistChoice {
  /** Whether the user sees the checklist while it is incomplete. */
  readonly isShown: boolean;
  /** Whether the user could see the checklist, but has hidden it in this browser. */
  readonly isHidden: boolean;
  readonly show: () => void;
  readonly hide: () => void;
}

/** Visibility of the setup checklist. Only administrators see it. */
export function useSetupChecklist(): SetupChecklistChoice {
  const { maker } = useSession();
  const may = useMay();
  const [isHidden, setIsHidden] = useLocalStorage({
    key: `dutycycle-setup-hidden-${maker.id}`,
    defaultValue: false,
    getInitialValueInEffect: false,
    deserialize: (text) => text === 'true',
  });
  const isAllowed = may('settings.write');
  return {
    isShown: isAllowed && !isHidden,
    isHidden: isAllowed && isHidden,
    show: () => setIsHidden(false),
    hide: () => setIsHidden(true),
  };
}
