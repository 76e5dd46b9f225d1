import { Button, Select, Switch } from '@mantine/core';
import { IconBellOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.js';
import { request } from '../../api/transport.js';
import type { MailTimes, NotificationPreferences, TypePreference } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { useFormat } from '../../format/use-format.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { toastDone } from '../../ui/feedback/toast.js';
import { useWork } from '../../ui/feedback/use-work.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { TimeField } from '../../ui/forms/entry/time-field.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { Section } from '../../ui/layout/section.js';
import { MailLog } from './mail-log.js';
import { PushBrowsers } from './push/push-browsers.js';
import classes from './notification-settings.module.css';

const MODES = ['off', 'immediate', 'daily', 'weekly'] as const;
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** The user's own notifications: channels by type, browsers, times, muted objects, and the messages that were sent. */
export function NotificationSettings() {
  const { t } = useTranslation();
  const preferences = useOne('notification-preferences', '/notification-preferences');
  if (preferences.isLoadingError)
    return <ErrorState error={preferences.error} onRetry={() => void preferences.refetch()} />;
  if (preferences.data === undefined) return <SkeletonRows rows={8} />;
  return (
    <div className={classes.settings}>
      <Channels types={preferences.data.types} />
      <PushBrowsers />
      <Times times={preferences.data.times} />
      <Mutes mutes={preferences.data.mutes} />
      <Section title={t('notifications.mails')}>
        <MailLog path="/notification-deliveries/own" />
      </Section>
    </div>
  );
}

function Channels({ types }: { readonly types: readonly TypePreference[] }) {
  const { t } = useTranslation();
  const stale = useStale();
  const work = useWork();
  const change = (
    type: TypePreference,
    changed: Partial<Pick<TypePreference, 'portal' | 'mail' | 'push'>>,
  ): void =>
    work.run(async () => {
      const { portal, mail, push } = { ...type, ...changed };
      await request('PUT', '/notification-preferences/types/{type}', {
        path: { type: type.type },
        body: { portal, mail, push },
      });
      await stale('notification-preferences');
    });
  const categories = [...new Set(types.map(({ category }) => category))];
  return (
    <Section title={t('notifications.channels')}>
      <FormSummary summary={work.failure} />
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('notifications.what')}</th>
            <th scope="col">{t('notifications.portal')}</th>
            <th scope="col">{t('notifications.mail')}</th>
            <th scope="col">{t('notifications.push.channel')}</th>
          </tr>
        </thead>
        {categories.map((category) => (
          <tbody key={category}>
            <tr>
              <th scope="rowgroup" colSpan={4} className={classes.category}>
                {t(`notifications.category.${category}`)}
              </th>
            </tr>
            {types
              .filter((type) => type.category === category)
              .map((type) => {
                const name = t(`notifications.type.${type.type.replace('.', '_')}`);
                return (
                  <tr key={type.type}>
                    <th scope="row" className={classes.type}>
                      {name}
                    </th>
                    <td>
                      <Switch
                        checked={type.portal}
                        disabled={work.busy}
                        aria-label={t('notifications.inPortal', { type: name })}
                        onChange={(event) => change(type, { portal: event.currentTarget.checked })}
                      />
                    </td>
                    <td>
                      <Select
                        className={classes.mode}
                        value={type.mail}
                        disabled={work.busy}
                        allowDeselect={false}
                        aria-label={t('notifications.byMail', { type: name })}
                        data={MODES.map((mode) => ({ value: mode, label: t(`notifications.mode.${mode}`) }))}
                        onChange={(mail) => {
                          const mode = MODES.find((each) => each === mail);
                          if (mode !== undefined) change(type, { mail: mode });
                        }}
                      />
                    </td>
                    <td>
                      <Switch
                        checked={type.push}
                        disabled={work.busy}
                        aria-label={t('notifications.push.byPush', { type: name })}
                        onChange={(event) => change(type, { push: event.currentTarget.checked })}
                      />
                    </td>
                  </tr>
                );
              })}
          </tbody>
        ))}
      </table>
    </Section>
  );
}

function Times({ times }: { readonly times: MailTimes }) {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    {
      quietFrom: times.quietFrom ?? '',
      quietTo: times.quietTo ?? '',
      digestAt: times.digestAt,
      digestWeekday: String(times.digestWeekday),
    },
    async (values) => {
      const digestWeekday = WEEKDAYS.find((day) => String(day) === values.digestWeekday) ?? 1;
      await request('PUT', '/notification-preferences/times', {
        body: {
          quietFrom: values.quietFrom === '' ? null : values.quietFrom,
          quietTo: values.quietTo === '' ? null : values.quietTo,
          digestAt: values.digestAt,
          digestWeekday,
        },
      });
      await stale('notification-preferences');
      toastDone(t('notifications.timesSaved'));
    },
  );
  const weekday = (day: number): string =>
    new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' }).format(
      // 1 January 2024 was a Monday.
      new Date(Date.UTC(2024, 0, day)),
    );
  return (
    <Section title={t('notifications.times')} aside={t('notifications.zone', { zone: user.zone ?? 'UTC' })}>
      <form className={classes.times} onSubmit={submit} noValidate>
        <FormSummary summary={summary} />
        <TimeField
          label={t('notifications.quietFrom')}
          description={t('notifications.quietHint')}
          {...form.getInputProps('quietFrom')}
        />
        <TimeField label={t('notifications.quietTo')} {...form.getInputProps('quietTo')} />
        <TimeField label={t('notifications.digestAt')} {...form.getInputProps('digestAt')} />
        <Select
          label={t('notifications.digestWeekday')}
          allowDeselect={false}
          data={WEEKDAYS.map((day) => ({ value: String(day), label: weekday(day) }))}
          {...form.getInputProps('digestWeekday')}
        />
        <div>
          <Button type="submit" loading={sending}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Section>
  );
}

function Mutes({ mutes }: { readonly mutes: NotificationPreferences['mutes'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const work = useWork();
  if (mutes.length === 0) return null;
  return (
    <Section title={t('notifications.muted')}>
      <FormSummary summary={work.failure} />
      <ul className={classes.mutes}>
        {mutes.map((mute) => (
          <li key={mute.id}>
            <IconBellOff size={16} stroke={1.75} aria-hidden />
            <span>
              {mute.label} <span className={classes.since}>{format.date(mute.createdAt)}</span>
            </span>
            <Button
              size="xs"
              variant="default"
              disabled={work.busy}
              aria-label={t('notifications.unmuteObject', { name: mute.label })}
              onClick={() =>
                work.run(async () => {
                  await request('DELETE', '/notification-preferences/mutes/{id}', { path: { id: mute.id } });
                  await stale('notification-preferences');
                })
              }
            >
              {t('notifications.unmute')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
