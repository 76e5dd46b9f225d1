import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSun,
  IconSwitchHorizontal,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { areaOf, HOME_OF, signOut, switchMembership, useAdoptSession, useSession } from '../api/session.js';
import { request } from '../api/transport.js';
import { chooseLanguage } from '../i18n/i18n.js';
import { type LanguageCode, LANGUAGES } from '../i18n/languages.js';
import { initials } from './initials.js';
import classes from './user-menu.module.css';

const SCHEMES = [
  { key: 'auto', icon: IconDeviceDesktop },
  { key: 'light', icon: IconSun },
  { key: 'dark', icon: IconMoon },
] as const;

/** The signed-in user: language, colour scheme, other memberships and sign-out. `compact` shows only the initials. */
export function UserMenu({ compact = false }: { readonly compact?: boolean }) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const adopt = useAdoptSession();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const otherMemberships = session.memberships.filter(
    (membership) => membership.id !== session.membership.id,
  );
  const leave = async (): Promise<void> => {
    await signOut();
    adopt(null);
    await navigate({ to: '/sign-in', search: {} });
  };
  const change = async (membershipId: string): Promise<void> => {
    const changed = await switchMembership(membershipId);
    adopt(changed);
    await navigate({ to: HOME_OF[areaOf(changed.membership.role)] });
  };
  const changeLanguage = async (locale: LanguageCode): Promise<void> => {
    await chooseLanguage(locale);
    await request('PATCH', '/session/profile', { body: { locale } });
  };
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <UnstyledButton
          className={classes.user}
          data-compact={compact || undefined}
          aria-label={t('app:user.menu', { name: session.user.name })}
        >
          <span className={classes.initials} aria-hidden>
            {initials(session.user.name)}
          </span>
          {compact ? null : (
            <span className={classes.words}>
              <span className={classes.name}>{session.user.name}</span>
              <span className={classes.role}>{t(`role.${session.membership.role}`)}</span>
            </span>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{session.user.email}</Menu.Label>
        {otherMemberships.map((membership) => (
          <Menu.Item
            key={membership.id}
            leftSection={<IconSwitchHorizontal size={16} stroke={1.75} />}
            onClick={() => void change(membership.id)}
          >
            {t('app:user.switchTo', { maker: membership.makerName, role: t(`role.${membership.role}`) })}
          </Menu.Item>
        ))}
        <Menu.Label>{t('app:user.scheme')}</Menu.Label>
        {SCHEMES.map(({ key, icon: Sign }) => (
          <Menu.Item
            key={key}
            leftSection={<Sign size={16} stroke={1.75} />}
            rightSection={colorScheme === key ? <IconCheck size={14} /> : null}
            onClick={() => setColorScheme(key)}
          >
            {t(`app:user.schemes.${key}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('language.choose')}</Menu.Label>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language.code}
            lang={language.code}
            rightSection={i18n.language === language.code ? <IconCheck size={14} /> : null}
            onClick={() => void changeLanguage(language.code)}
          >
            {language.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} />} onClick={() => void leave()}>
          {t('app:user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
