import { Button } from '@mantine/core';
import { IconBell, IconBellOff, IconDevices } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { PushSubscription } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { useWork } from '../../../ui/feedback/use-work.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { Section } from '../../../ui/layout/section.js';
import { browserName } from './browser-name.js';
import { type PushAbility, type PushBrowser, THIS_BROWSER } from './push-browser.js';
import classes from './push-browsers.module.css';

const OWN_HASH = ['push-browser', 'hash'];

interface PushBrowsersProps {
  readonly browser?: PushBrowser;
}

/** The browsers in which the user receives push messages: this one, with a button to add it, and others. */
export function PushBrowsers({ browser = THIS_BROWSER }: PushBrowsersProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const stale = useStale();
  const client = useQueryClient();
  const work = useWork();
  const ability = browser.ability();
  const added = useOne('push-subscriptions', '/push-subscriptions');
  const hash = useQuery({
    queryKey: OWN_HASH,
    queryFn: async () => (await browser.findHash()) ?? '',
    enabled: ability !== 'unsupported',
  });
  if (added.isLoadingError) return <ErrorState error={added.error} onRetry={() => void added.refetch()} />;
  if (added.data === undefined || hash.isLoading) return <SkeletonRows rows={2} />;
  const own = added.data.items.find(({ endpointHash }) => endpointHash === hash.data);
  const reload = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: OWN_HASH });
    await stale('push-subscriptions');
  };
  const add = (): void =>
    work.run(async () => {
      const { publicKey } = await request('GET', '/push-subscriptions/public-key');
      const subscribed = await browser.subscribe(publicKey, user.id);
      if (subscribed !== undefined)
        await request('POST', '/push-subscriptions', {
          body: { name: browserName(navigator.userAgent), ...subscribed },
        });
      await reload();
    });
  const remove = ({ id }: PushSubscription): void =>
    work.run(async () => {
      await request('DELETE', '/push-subscriptions/{id}', { path: { id } });
      if (id === own?.id) await browser.unsubscribe();
      await reload();
    });
  const test = ({ id, name }: PushSubscription): void =>
    work.run(async () => {
      await request('POST', '/push-subscriptions/{id}/test', { path: { id } });
      toastDone(t('notifications.testQueued', { name }));
      await stale('notification-deliveries');
    });
  const others = added.data.items.filter(({ id }) => id !== own?.id);
  return (
    <Section title={t('notifications.push.title')}>
      <FormSummary summary={work.failure} />
      <ThisBrowser ability={ability} isAdded={own !== undefined} busy={work.busy} onAdd={add} />
      <ul className={classes.browsers}>
        {[...(own === undefined ? [] : [own]), ...others].map((row) => (
          <BrowserRow
            key={row.id}
            row={row}
            isOwn={row.id === own?.id}
            busy={work.busy}
            onTest={() => test(row)}
            onRemove={() => remove(row)}
          />
        ))}
      </ul>
    </Section>
  );
}

interface ThisBrowserProps {
  readonly ability: PushAbility;
  readonly isAdded: boolean;
  readonly busy: boolean;
  readonly onAdd: () => void;
}

/** State of push messages in this browser, with a button to turn them on. */
function ThisBrowser({ ability, isAdded, busy, onAdd }: ThisBrowserProps) {
  const { t } = useTranslation();
  if (ability !== 'possible')
    return (
      <p className={classes.state}>
        <IconBellOff size={16} stroke={1.75} aria-hidden />
        <span>{t(`notifications.push.${ability}`)}</span>
      </p>
    );
  if (isAdded)
    return (
      <p className={classes.state}>
        <IconBell size={16} stroke={1.75} aria-hidden />
        <span>{t('notifications.push.on')}</span>
      </p>
    );
  return (
    <div className={classes.state}>
      <IconBellOff size={16} stroke={1.75} aria-hidden />
      <span>{t('notifications.push.off')}</span>
      <Button size="xs" disabled={busy} onClick={onAdd}>
        {t('notifications.push.add')}
      </Button>
    </div>
  );
}

interface BrowserRowProps {
  readonly row: PushSubscription;
  readonly isOwn: boolean;
  readonly busy: boolean;
  readonly onTest: () => void;
  readonly onRemove: () => void;
}

function BrowserRow({ row, isOwn, busy, onTest, onRemove }: BrowserRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li>
      <IconDevices size={16} stroke={1.75} aria-hidden />
      <span className={classes.name}>
        {isOwn ? t('notifications.push.thisBrowser', { name: row.name }) : row.name}
        <span className={classes.since}>
          {row.lastSuccessAt === null
            ? t('notifications.push.added', { date: format.date(row.createdAt) })
            : t('notifications.push.lastSuccess', { time: format.dateTime(row.lastSuccessAt) })}
        </span>
      </span>
      <Button
        size="xs"
        variant="default"
        disabled={busy}
        aria-label={t('notifications.push.testOf', { name: row.name })}
        onClick={onTest}
      >
        {t('notifications.test')}
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={busy}
        aria-label={t('notifications.push.removeOf', { name: row.name })}
        onClick={onRemove}
      >
        {t('notifications.push.remove')}
      </Button>
    </li>
  );
}
