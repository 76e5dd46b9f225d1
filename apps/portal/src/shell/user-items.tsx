import { Menu, useMantineColorScheme } from '@mantine/core';
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
import { Anchor } from '../ui/floating/anchor.js';
import { type Floating, useFloatingProps } from '../ui/floating/use-floating-button.js';

const SCHEMES = [
  { key: 'auto', icon: IconDeviceDesktop },
  { key: 'light', icon: IconSun },
  { key: 'dark', icon: IconMoon },
] as const;

/** Menu of the signed-in user: language, colour scheme, other memberships and sign-out. */
export function UserItems({ floating }: { readonly floating: Floating }) {
  const props = useFloatingProps(floating);
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
    <Menu {...props} position="top-start" width={220}>
      <Menu.Target>
        <Anchor target={floating.button} />
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
