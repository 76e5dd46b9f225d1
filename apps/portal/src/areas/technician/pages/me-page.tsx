import { Button, NativeSelect, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { IconCertificate, IconLogout, IconSwitchHorizontal } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  areaOf,
  HOME_OF,
  signOut,
  switchMembership,
  useAdoptSession,
  useSession,
} from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { Certificate, TechnicianRow } from '../../../api/types.js';
import { productNow } from '../../../clock/clock.js';
import { fieldActions } from '../../../features/field-work/actions/field-actions.store.js';
import { useUnsentActions } from '../../../features/field-work/actions/use-field-actions.js';
import { inbox } from '../../../features/field-work/inbox/inbox.store.js';
import { clearSeenVisits } from '../../../features/field-work/inbox/seen-visits.store.js';
import { instantToWallTime } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { chooseLanguage } from '../../../i18n/i18n.js';
import { type LanguageCode, LANGUAGES } from '../../../i18n/languages.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { problemText } from '../../../problems/problem-text.js';
import { problemOf } from '../../../problems/problem.js';
import { FieldHead } from '../../../ui/field/field-head.js';
import { FieldRow } from '../../../ui/field/field-row.js';
import { FieldWait } from '../../../ui/field/field-wait.js';
import { Facts } from '../../../ui/layout/facts.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { certificateStatusOf } from '../day/certificate-status.js';
import { useOwnProfile } from '../use-own-profile.js';
import classes from './me-page.module.css';

const SCHEMES = ['auto', 'light', 'dark'] as const;

/** The technician's profile: language, colour scheme, certificates with expiry dates, and sign-out. */
export function MePage() {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const adopt = useAdoptSession();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { query, profile } = useOwnProfile();
  const unsent = useUnsentActions();
  const [failure, setFailure] = useState<string>();
  const otherMemberships = session.memberships.filter(
    (membership) => membership.id !== session.membership.id,
  );
  const attempt = (work: Promise<unknown>): void => {
    setFailure(undefined);
    work.catch((error: unknown) => setFailure(problemText(problemOf(error), t, i18n)));
  };
  const changeLanguage = async (locale: LanguageCode): Promise<void> => {
    await chooseLanguage(locale);
    await request('PATCH', '/session/profile', { body: { locale } });
  };
  const change = async (membershipId: string): Promise<void> => {
    const changed = await switchMembership(membershipId);
    adopt(changed);
    await navigate({ to: HOME_OF[areaOf(changed.membership.role)] });
  };
  const leave = async (): Promise<void> => {
    await signOut();
    // The next user of this phone must not see the previous user's actions.
    fieldActions.close();
    inbox.clear();
    clearSeenVisits();
    adopt(null);
    await navigate({ to: '/sign-in', search: {} });
  };
  return (
    <>
      <FieldHead title={session.user.name} below={session.user.email} />
      {failure === undefined ? null : (
        <p className={classes.fault} role="alert">
          {failure}
        </p>
      )}
      {profile === undefined ? (
        query.data === undefined ? (
          <FieldWait query={query} rows={3} />
        ) : (
          <p className={classes.none}>{t('technician:me.noProfile')}</p>
        )
      ) : (
        <>
          <h2 className={classes.heading}>{t('technician:me.certificates')}</h2>
          {profile.certificates.length === 0 ? (
            <p className={classes.none}>{t('technician:me.noCertificates')}</p>
          ) : (
            profile.certificates.map((certificate) => (
              <CertificateRow key={certificate.name} certificate={certificate} zone={profile.hub.zone} />
            ))
          )}
          <Profile profile={profile} />
        </>
      )}
      <h2 className={classes.heading}>{t('technician:me.settings')}</h2>
      <div className={classes.settings}>
        <NativeSelect
          label={t('language.choose')}
          data={LANGUAGES.map((language) => ({ value: language.code, label: language.name }))}
          value={i18n.language}
          onChange={({ currentTarget }) => {
            const chosen = LANGUAGES.find(({ code }) => code === currentTarget.value);
            if (chosen !== undefined) attempt(changeLanguage(chosen.code));
          }}
        />
        <div>
          <p className={classes.label} id="scheme">
            {t('technician:me.appearance')}
          </p>
          <SegmentedControl
            fullWidth
            aria-labelledby="scheme"
            className={classes.schemes}
            value={colorScheme}
            onChange={(value) => setColorScheme(value as (typeof SCHEMES)[number])}
            data={SCHEMES.map((scheme) => ({ value: scheme, label: t(`technician:me.scheme.${scheme}`) }))}
          />
        </div>
        {otherMemberships.map((membership) => (
          <Button
            key={membership.id}
            variant="default"
            leftSection={<IconSwitchHorizontal size={20} stroke={1.75} />}
            onClick={() => attempt(change(membership.id))}
          >
            {t('technician:me.switchTo', { maker: membership.makerName, role: t(`role.${membership.role}`) })}
          </Button>
        ))}
        {unsent.length > 0 ? (
          <p className={classes.warning}>{t('technician:me.unsent', { count: unsent.length })}</p>
        ) : null}
        <Button
          variant="default"
          leftSection={<IconLogout size={20} stroke={1.75} />}
          onClick={() => attempt(leave())}
        >
          {t('technician:me.signOut')}
        </Button>
      </div>
    </>
  );
}

function Profile({ profile }: { readonly profile: TechnicianRow }) {
  const { t } = useTranslation();
  const text = useCodeText();
  return (
    <div className={classes.facts}>
      <Facts
        items={[
          [t('technician:me.code'), profile.code],
          [t('technician:me.hub'), profile.hub.name],
          [t('technician:me.level'), profile.level],
          [t('technician:me.skills'), profile.skills.map((skill) => text('skill', skill)).join(', ') || '—'],
        ]}
      />
    </div>
  );
}

function CertificateRow({ certificate, zone }: { readonly certificate: Certificate; readonly zone: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const today = instantToWallTime(productNow(), zone).slice(0, 10);
  const { status: standing, days } = certificateStatusOf(certificate.validUntil, today);
  const day = format.date(`${certificate.validUntil}T12:00:00Z`, 'UTC');
  return (
    <FieldRow
      sign={IconCertificate}
      tone={standing === 'expired' ? 'critical' : standing === 'soon' ? 'warning' : undefined}
      title={certificate.name}
    >
      {standing === 'valid' ? (
        t('technician:certificate.validTo', { day })
      ) : (
        <StateBadge state={standing === 'expired' ? 'critical' : 'warning'} plain>
          {t(`technician:certificate.${standing}Short`, { day, count: Math.abs(days) })}
        </StateBadge>
      )}
    </FieldRow>
  );
}
