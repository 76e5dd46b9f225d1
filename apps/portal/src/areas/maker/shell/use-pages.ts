import type { Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { RAIL } from './maker-navigation.js';

interface NavigationPage {
  readonly label: string;
  readonly href: string;
  readonly icon: Icon;
  readonly letter: string;
}

/** Returns the pages of the navigation that the user has the permission for, with their names. */
export function usePages(): NavigationPage[] {
  const { t } = useTranslation();
  const may = useMay();
  return RAIL.flatMap(({ items }) => items)
    .filter(({ permission }) => may(permission))
    .map(({ key, to, icon, letter }) => ({ label: t(`app:rail.${key}`), href: to, icon, letter }));
}
